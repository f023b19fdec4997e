package dev.landfall.app.pending;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.unboundid.ldap.sdk.ChangeType;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFReader;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.testkit.store.InMemoryStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PendingExportFormatsTest {
  private static final ConnectorId AD = new ConnectorId("ad");
  private static final AttributeName MEMBER = AttributeName.of("member");
  private static final int MEMBERS = 2_500;

  private final InMemoryStore store = new InMemoryStore();
  private final ConnectorSpace space = store.connectorSpace(AD);

  @BeforeEach
  void aGroupWithManyMembersARenameAndADelete() {
    long group =
        space.insert(
            pending(
                CsObject.blank(CsObject.Kind.EXPORT, Optional.empty(), "CN=Group,DC=x", "group"),
                PendingExport.Operation.ADD,
                Map.of(
                    AttributeName.of("description"), List.of(Value.of("a"), Value.of("b")),
                    AttributeName.of("objectSid"), List.of(Value.of(new byte[] {0, -1}))),
                Optional.empty()));
    long[] members = new long[MEMBERS];
    for (int i = 0; i < MEMBERS; i++) {
      members[i] = space.insert(imported("CN=m" + i + ",DC=x", "user", Attributes.NONE));
    }
    space.references().stageExport(group, MEMBER, members, new long[0]);
    long person =
        store
            .metaverse()
            .insert(
                new MvObject(
                    0,
                    "person",
                    Attributes.builder()
                        .set("displayName", "Ann, \"the\" first")
                        .set("userPrincipalName", "ann@x.com")
                        .set("sourceAnchor", "c291cmNl")
                        .build(),
                    Map.of(),
                    Map.of()));
    space.insert(
        pending(
                imported("CN=Ann,DC=x", "user", Attributes.builder().set("title", "=1+1").build()),
                PendingExport.Operation.UPDATE,
                Map.of(AttributeName.of("title"), List.of()),
                Optional.of("CN=Anna,OU=New,DC=x"))
            .edit()
            .link(Optional.of(new Link(person, "r", false, Link.Method.JOINED, true, false)))
            .done());
    space.insert(
        pending(
            imported("CN=Old,DC=x", "user", Attributes.NONE),
            PendingExport.Operation.DELETE,
            Map.of(),
            Optional.empty()));
  }

  private static CsObject imported(String dn, String type, Attributes image) {
    return CsObject.imported(new Anchor(dn), dn, type, image);
  }

  private static CsObject pending(
      CsObject object,
      PendingExport.Operation operation,
      Map<AttributeName, List<Value>> changes,
      Optional<String> newDn) {
    return object.edit().unapplied(new PendingExport(operation, changes, newDn)).done();
  }

  private interface Format {
    PendingExportWriter to(StringWriter out) throws IOException;
  }

  private String written(PendingExportReader.Filter filter, Format format) throws IOException {
    StringWriter out = new StringWriter();
    new PendingExportReader(store, AD, filter).writeTo(format.to(out));
    return out.toString();
  }

  private String written(Format format) throws IOException {
    return written(PendingExportReader.Filter.EVERYTHING, format);
  }

  @Test
  void csvHasARowForEveryChange() throws Exception {
    AttributeRules rules =
        new AttributeRules(
            List.of(
                RuleDraft.outbound("r", "Out to AD", AD, "person", "user", LinkType.JOIN, 1)
                    .direct("title", "title")
                    .rule()),
            AD);

    List<String> rows = written(out -> new CsvPendingExports(out, rules)).lines().toList();

    assertThat(rows.get(0))
        .isEqualTo(
            "DN,ObjectType,OMODT,Attribute,AMODT,OldValue,NewValue,Rule,DisplayName,"
                + "UserPrincipalName,SourceAnchor");
    assertThat(rows).hasSize(1 + 2 + MEMBERS + 2 + 1);
    assertThat(rows)
        .contains(
            "\"CN=Group,DC=x\",group,add,description,add,,a; b,,,,",
            "\"CN=Group,DC=x\",group,add,member,add,,\"CN=m7,DC=x\",,,,",
            "\"CN=Ann,DC=x\",user,update,dn,update,\"CN=Ann,DC=x\",\"CN=Anna,OU=New,DC=x\",,"
                + "\"Ann, \"\"the\"\" first\",ann@x.com,c291cmNl",
            "\"CN=Ann,DC=x\",user,update,title,delete,'=1+1,,Out to AD,"
                + "\"Ann, \"\"the\"\" first\",ann@x.com,c291cmNl",
            "\"CN=Old,DC=x\",user,delete,,,,,,,,");
  }

  @Test
  void ldifIsReadBackAndNoRecordIsLarge() throws Exception {
    String ldif = written(LdifPendingExports::new);

    List<LDIFChangeRecord> records = new ArrayList<>();
    try (LDIFReader reader =
        new LDIFReader(new ByteArrayInputStream(ldif.getBytes(StandardCharsets.UTF_8)))) {
      LDIFChangeRecord record;
      while ((record = reader.readChangeRecord()) != null) {
        records.add(record);
      }
    }
    assertThat(records)
        .extracting(LDIFChangeRecord::getChangeType)
        .containsExactly(
            ChangeType.ADD,
            ChangeType.MODIFY,
            ChangeType.MODIFY,
            ChangeType.MODIFY,
            ChangeType.MODIFY_DN,
            ChangeType.MODIFY,
            ChangeType.DELETE);
    assertThat(records.subList(1, 4))
        .extracting(
            record -> ((LDIFModifyChangeRecord) record).getModifications()[0].getValues().length)
        .containsExactly(1_000, 1_000, 500);
    assertThat(records.get(5).getDN()).isEqualTo("CN=Anna,OU=New,DC=x");
  }

  @Test
  void jsonIsOneDocument() throws Exception {
    JsonNode document = new ObjectMapper().readTree(written(JsonPendingExports::new));

    assertThat(document.path("count").asInt()).isEqualTo(3);
    assertThat(document.path("exports").get(0).path("changes")).hasSize(2 + MEMBERS);
    assertThat(document.path("exports").get(1).path("newDn").asText())
        .isEqualTo("CN=Anna,OU=New,DC=x");
    assertThat(document.path("exports").get(2).path("operation").asText()).isEqualTo("delete");
  }

  @Test
  void xmlHasDeltaAndHologram() throws Exception {
    String xml = written(XmlPendingExports::new);

    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    assertThat(document.getElementsByTagName("cs-object").getLength()).isEqualTo(3);
    assertThat(document.getElementsByTagName("dn-value").getLength()).isEqualTo(MEMBERS);
    assertThat(document.getElementsByTagName("unapplied-export-hologram").getLength()).isEqualTo(2);
    assertThat(xml)
        .contains(
            "<attr name=\"title\" type=\"string\" multivalued=\"false\" operation=\"delete\">")
        .contains("<value encoding=\"base64\">AP8=</value>");
  }

  @Test
  void theTableCountsReferences() throws Exception {
    assertThat(written(TablePendingExports::new))
        .contains("description, objectSid, member (2500)")
        .endsWith("3 objects have pending exports.\n");
  }

  @Test
  void filtersChooseByOperationTypeAndNumber() throws Exception {
    assertThat(
            written(
                new PendingExportReader.Filter(
                    Optional.of(PendingExport.Operation.DELETE), Optional.of("USER"), 10),
                TablePendingExports::new))
        .contains("CN=Old")
        .endsWith("1 object has pending exports.\n");
    assertThat(
            written(
                new PendingExportReader.Filter(Optional.empty(), Optional.empty(), 2),
                TablePendingExports::new))
        .doesNotContain("CN=Old");
  }
}
