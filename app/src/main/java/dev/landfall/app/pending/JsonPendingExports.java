package dev.landfall.app.pending;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/** One document, written while it is read. */
public final class JsonPendingExports implements PendingExportWriter {
  private final JsonGenerator json;
  private final Writer out;

  public JsonPendingExports(Writer out) throws IOException {
    this.out = out;
    this.json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter();
  }

  @Override
  public void begin() throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("exports");
  }

  @Override
  public void object(PendingObject object) throws IOException {
    json.writeStartObject();
    json.writeStringField("dn", object.object().currentDn());
    if (object.newDn().isPresent()) {
      json.writeStringField("newDn", object.newDn().get());
    }
    json.writeStringField("objectType", object.object().objectType());
    json.writeStringField("operation", object.operation().name().toLowerCase(Locale.ROOT));
    json.writeStringField("displayName", object.displayName());
    json.writeArrayFieldStart("changes");
  }

  @Override
  public void change(PendingObject object, PendingChange change) throws IOException {
    json.writeStartObject();
    json.writeStringField("attribute", change.attribute());
    json.writeStringField("operation", change.modification().name().toLowerCase(Locale.ROOT));
    json.writeStringField("oldValue", PendingChange.text(change.before()));
    json.writeStringField("newValue", PendingChange.text(change.after()));
    json.writeEndObject();
  }

  @Override
  public void endObject(PendingObject object) throws IOException {
    json.writeEndArray();
    json.writeEndObject();
  }

  @Override
  public void end(long objects) throws IOException {
    json.writeEndArray();
    json.writeNumberField("count", objects);
    json.writeEndObject();
    json.flush();
    out.write("\n");
  }
}
