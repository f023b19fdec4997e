package dev.landfall.connectors.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.schema.ObjectClass;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.ObjectGuid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Values no directory should hold, and some do. */
class DecoderTest {
  private static final AttributeName TITLE = AttributeName.of("title");
  private static final byte[] HALF_A_LETTER = {'Z', (byte) 0xC3};

  private static Entry entry(Attribute attribute) {
    return new Entry(
        "CN=ada,DC=corp,DC=example,DC=com",
        new Attribute("objectClass", "top", "user"),
        new Attribute("objectGUID", new ObjectGuid(UUID.randomUUID()).bytes()),
        attribute);
  }

  @Test
  void textThatIsNoUtf8IsNotRepairedInSilence() {
    assertThatThrownBy(
            () ->
                Decoder.attributes(
                    entry(new Attribute("title", HALF_A_LETTER)),
                    Map.of(TITLE, AttributeType.TEXT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Attribute \"title\": It is not valid UTF-8.");
  }

  @Test
  void numbersAndSizesAreChecked() {
    assertThatThrownBy(
            () ->
                Decoder.attributes(
                    entry(new Attribute("title", "many")), Map.of(TITLE, AttributeType.NUMBER)))
        .hasMessage("Attribute \"title\": \"many\" is no number.");
    assertThatThrownBy(
            () ->
                Decoder.attributes(
                    entry(new Attribute("title", new byte[Decoder.MOST_BYTES + 1])),
                    Map.of(TITLE, AttributeType.BINARY)))
        .hasMessageContaining("\"title\"")
        .hasMessageContaining("10000000 bytes");
  }

  /** The object is named, the others come, and the import goes on. */
  @Test
  void anUnreadableObjectIsReportedAndTheNextOneComes() {
    Schema schema =
        Schema.of(
            List.of(
                ObjectClass.of(
                    "user",
                    List.of(new AttributeDefinition(TITLE, AttributeType.TEXT, false, false)))));
    Selection selection =
        new Selection(new ImportRequest(Optional.empty(), Map.of("user", Set.of(TITLE))), schema);
    Recorder seen = new Recorder();
    try (LdapLink unused = unused()) {
      ImportOutput output = new ImportOutput(seen, AdWatermark::text, new RangeReader(unused));
      for (Attribute title :
          List.of(new Attribute("title", HALF_A_LETTER), new Attribute("title", "Dr"))) {
        Entry entry = entry(title);
        output.object(entry, selection.typeOf(entry).orElseThrow());
      }
    }

    assertThat(seen.failures)
        .singleElement()
        .asString()
        .contains(ObjectErrorCode.INVALID_ATTRIBUTE_VALUE.text(), "CN=ada,", "\"title\"");
    assertThat(seen.objects).hasSize(1);
  }

  private static LdapLink unused() {
    AdSettings settings = AdSettings.of("ldaps://localhost:1", "x", "y");
    return new LdapLink(
        settings, Controllers.forRuns(settings.controllers()), LdapLink.Sharing.EXCLUSIVE);
  }
}
