package dev.landfall.engine.rule.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.schema.Schema;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.Transformation;
import dev.landfall.testkit.reference.ReferenceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFolderTest {

  @Test
  void readsTheRealExportWithoutAnyUnreadablePart() {
    ConfigurationFolder folder = ConfigurationFolder.read(ReferenceFolder.entraConnectExport());

    assertThat(folder.problems()).isEmpty();
    assertThat(folder.connectors()).hasSize(2);
    assertThat(folder.rules()).hasSize(62);
    assertThat(folder.rules()).filteredOn(SyncRule::inbound).hasSize(28);
    assertThat(folder.rules()).filteredOn(rule -> rule.linkType() == LinkType.PROVISION).hasSize(9);
    assertThat(folder.rules().stream().mapToInt(rule -> rule.flows().size()).sum()).isEqualTo(1200);
    assertThat(
            folder.rules().stream()
                .flatMap(rule -> rule.flows().stream())
                .filter(flow -> flow.transformation() instanceof Transformation.Computed))
        .hasSize(391);
    assertThat(folder.metaverse().classes().keySet())
        .containsExactlyInAnyOrder("person", "group", "device");
    assertThat(folder.metaverse().objectClass("person").orElseThrow().attributes()).hasSize(182);
    assertThat(folder.connectors().get(0).parameters())
        .containsEntry("Forest.FQDN", "contoso.com")
        .containsEntry("Domain.Netbios", "CONTOSO");
    assertThat(folder.connectors().get(1).id()).isEqualTo(ConnectorId.ENTRA);
  }

  @Test
  void theSampleRulesSurviveTheRoundTrip(@TempDir Path temp) throws IOException {
    for (SyncRule rule : ConfigurationFolder.read(ReferenceFolder.entraConnectExport()).rules()) {
      Path file = Files.writeString(temp.resolve("rule.xml"), RuleXmlWriter.write(rule));
      List<ConfigurationProblem> problems = new ArrayList<>();

      assertThat(RuleXmlReader.read(file, problems)).contains(rule);
      assertThat(problems).isEmpty();
    }
  }

  @Test
  void theMetaverseSchemaSurvivesTheRoundTrip(@TempDir Path temp) throws IOException {
    Schema schema = ConfigurationFolder.read(ReferenceFolder.entraConnectExport()).metaverse();
    Path settings = Files.createDirectories(temp.resolve("GlobalSettings"));

    Files.writeString(settings.resolve("MV.xml"), MetaverseXmlWriter.write(schema));

    assertThat(schema.classes()).hasSize(3);
    assertThat(ConfigurationFolder.read(temp).metaverse()).isEqualTo(schema);
  }

  @Test
  void reportsEverythingWrongInAFileAtOnceWithItsLine(@TempDir Path temp) throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("broken.xml"),
            """
            <synchronizationRule>
              <id>{e4eae1c9-b9bc-4328-ade9-df871cdd3027}</id>
              <name>Broken</name>
              <direction>Sideways</direction>
              <connector>{b891884f-051e-4a83-95af-2544101c9083}</connector>
              <sourceObjectType>group</sourceObjectType>
              <linkType>Join</linkType>
              <precedence>high</precedence>
              <synchronizationCriteria>
                <conditions>
                  <scope><csAttribute>mail</csAttribute><csOperator>LIKE</csOperator></scope>
                </conditions>
              </synchronizationCriteria>
            </synchronizationRule>
            """);
    List<ConfigurationProblem> problems = new ArrayList<>();

    assertThat(RuleXmlReader.read(file, problems)).isEmpty();
    assertThat(problems)
        .extracting(ConfigurationProblem::field)
        .containsExactlyInAnyOrder("direction", "targetObjectType", "precedence", "csOperator");
    assertThat(problems)
        .filteredOn(p -> p.field().equals("csOperator"))
        .extracting("line")
        .containsExactly(11);
  }

  @Test
  void readsNoExternalEntity(@TempDir Path temp) throws IOException {
    Path secret = Files.writeString(temp.resolve("secret.txt"), "s3cret");
    Path file =
        Files.writeString(
            temp.resolve("xxe.xml"),
            "<!DOCTYPE r [<!ENTITY x SYSTEM \""
                + secret.toUri()
                + "\">]><synchronizationRule>"
                + "<name>&x;</name></synchronizationRule>");
    List<ConfigurationProblem> problems = new ArrayList<>();

    assertThat(RuleXmlReader.read(file, problems)).isEmpty();
    assertThat(problems.toString()).doesNotContain("s3cret");
  }
}
