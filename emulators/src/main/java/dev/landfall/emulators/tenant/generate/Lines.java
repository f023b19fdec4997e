package dev.landfall.emulators.tenant.generate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.random.RandomGenerator;

/** Writes the lines of a tenant file. */
final class Lines {
  static final int PORTION = 1_000;

  private final JsonGenerator json;
  private final RandomGenerator random;

  Lines(Writer out, RandomGenerator random) throws IOException {
    this.json =
        new JsonFactory()
            .createGenerator(out)
            .setPrettyPrinter(new MinimalPrettyPrinter("\n"))
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    this.random = random;
  }

  /** A new id, as random GUIDs look. */
  String id() {
    long high = random.nextLong() & ~0xf000L | 0x4000L;
    long low = random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new java.util.UUID(high, low).toString();
  }

  Lines begin(String kind) throws IOException {
    json.writeStartObject();
    return text("kind", kind);
  }

  Lines text(String name, String value) throws IOException {
    json.writeStringField(name, value);
    return this;
  }

  Lines flag(String name, boolean value) throws IOException {
    json.writeBooleanField(name, value);
    return this;
  }

  Lines list(String name, String... values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
    return this;
  }

  Lines object(String name) throws IOException {
    json.writeObjectFieldStart(name);
    return this;
  }

  Lines end() throws IOException {
    json.writeEndObject();
    return this;
  }

  void organization(Company company) throws IOException {
    begin("organization").text("id", id()).text("displayName", Company.NAME);
    flag("onPremisesSyncEnabled", true);
    json.writeArrayFieldStart("verifiedDomains");
    domain(Company.INITIAL_DOMAIN, true, false);
    domain(Company.DOMAIN, false, true);
    json.writeEndArray();
    json.writeStringField("createdDateTime", "2014-03-03T08:00:00Z");
    json.writeEndObject();
  }

  private void domain(String name, boolean initial, boolean usual) throws IOException {
    json.writeStartObject();
    text("capabilities", "Email, OfficeCommunicationsOnline");
    flag("isDefault", usual).flag("isInitial", initial);
    text("name", name).text("type", "Managed");
    json.writeEndObject();
  }

  /** Begins a line of memberships; ids follow with {@link #id(String)}. */
  void portion(String kind, String of) throws IOException {
    begin(kind).text("of", of);
    json.writeArrayFieldStart("ids");
  }

  void id(String id) throws IOException {
    json.writeString(id);
  }

  void endPortion() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
  }

  void flush() throws IOException {
    json.writeRaw('\n');
    json.flush();
  }
}
