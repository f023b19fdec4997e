package dev.landfall.engine.rule.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.rule.ConfigurationProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Folders with one thing wrong each: the problem names the file and, where there is one, the line.
 */
class BrokenConfigurationFolderTest {
  private static final String RULE =
      """
      <synchronizationRule>
        <id>{e4eae1c9-b9bc-4328-ade9-df871cdd3027}</id>
        <name>In from AD - Test</name>
        <direction>Inbound</direction>
        <connector>{ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d}</connector>
        <sourceObjectType>group</sourceObjectType>
        <targetObjectType>group</targetObjectType>
        <linkType>Join</linkType>
        <precedence>50</precedence>
        <attribute-mappings>
          <mapping>
            <dest>mail</dest>
            <src>
              <attr>mail</attr>
            </src>
          </mapping>
        </attribute-mappings>
        <synchronizationCriteria>
          <conditions>
            <scope>
              <csAttribute>mail</csAttribute>
              <csOperator>ISNOTNULL</csOperator>
            </scope>
          </conditions>
        </synchronizationCriteria>
      </synchronizationRule>
      """;

  @TempDir Path folder;

  @BeforeEach
  void soundFolder() throws IOException {
    Files.createDirectories(folder.resolve("Connectors"));
    write(
        "GlobalSettings/MV.xml",
        """
        <saved-mv-configuration>
          <mv-data><schema><dsml><directory-schema/></dsml></schema></mv-data>
        </saved-mv-configuration>
        """);
    write("SynchronizationRules/a.xml", RULE);
  }

  @Test
  void aSoundFolderHasNoProblem() {
    assertThat(problems()).isEmpty();
  }

  @Test
  void theMetaverseSchemaIsMissing() throws IOException {
    Files.delete(folder.resolve("GlobalSettings/MV.xml"));

    assertProblem("FILE_MISSING", "GlobalSettings/MV.xml", 0);
  }

  @Test
  void theMetaverseFileHoldsNoSchema() throws IOException {
    write("GlobalSettings/MV.xml", "<saved-mv-configuration><mv-data/></saved-mv-configuration>");

    assertProblem("METAVERSE_INVALID", "GlobalSettings/MV.xml", 1);
  }

  @Test
  void aRuleFileIsCutOff() throws IOException {
    write("SynchronizationRules/a.xml", "<synchronizationRule>\n  <id>{e4eae1c9</id>\n  <name>");

    assertProblem("XML_MALFORMED", "SynchronizationRules/a.xml", 3);
  }

  @Test
  void aRuleFileIsEmpty() throws IOException {
    write("SynchronizationRules/a.xml", "");

    assertProblem("XML_MALFORMED", "SynchronizationRules/a.xml", 1);
  }

  @Test
  void aRuleFileIsNotInItsEncoding() throws IOException {
    Files.write(
        folder.resolve("SynchronizationRules/a.xml"),
        new byte[] {'<', 's', '>', '\n', (byte) 0xE4, 'x', '<', '/', 's', '>'});

    assertThat(problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("XML_MALFORMED");
              assertThat(problem.source()).endsWith("a.xml");
              assertThat(problem.line()).isNotNegative();
            });
  }

  @Test
  void twoRulesHaveOnePrecedence() throws IOException {
    write("SynchronizationRules/b.xml", RULE.replace("e4eae1c9", "f4eae1c9"));

    assertProblem("PRECEDENCE_TAKEN", "SynchronizationRules/b.xml", 9);
  }

  @Test
  void twoRulesHaveOneId() throws IOException {
    write("SynchronizationRules/b.xml", RULE.replace(">50<", ">51<"));

    assertProblem("RULE_ID_TAKEN", "SynchronizationRules/b.xml", 2);
  }

  @Test
  void aScopeOperatorIsUnknown() throws IOException {
    write("SynchronizationRules/a.xml", RULE.replace("ISNOTNULL", "LIKE"));

    assertProblem("RULE_INVALID", "SynchronizationRules/a.xml", 22);
    assertThat(problems().get(0).display()).contains("\"LIKE\"").contains("ISNOTNULL");
  }

  @Test
  void aPrecedenceIsNoNumber() throws IOException {
    write("SynchronizationRules/a.xml", RULE.replace(">50<", ">high<"));

    assertProblem("RULE_INVALID", "SynchronizationRules/a.xml", 9);
  }

  @Test
  void aPrecedenceIsLargerThanAnyNumberOfRules() throws IOException {
    write("SynchronizationRules/a.xml", RULE.replace(">50<", ">4294967346<"));

    assertProblem("RULE_INVALID", "SynchronizationRules/a.xml", 9);
  }

  @Test
  void aPrecedenceIsNegative() throws IOException {
    write("SynchronizationRules/a.xml", RULE.replace(">50<", ">-1<"));

    assertProblem("RULE_INVALID", "SynchronizationRules/a.xml", 9);
  }

  @Test
  void aSourceAttributeHasNoName() throws IOException {
    write("SynchronizationRules/a.xml", RULE.replace("<attr>mail</attr>", "<attr/>"));

    assertThat(problems())
        .first()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("RULE_INVALID");
              assertThat(problem.line()).isEqualTo(14);
            });
  }

  @Test
  void aConnectorFileHasNoSchema() throws IOException {
    write("Connectors/c.xml", "<saved-ma-configuration>\n<ma-data/>\n</saved-ma-configuration>");

    assertProblem("CONNECTOR_INVALID", "Connectors/c.xml", 1);
  }

  @Test
  void theRulesAreMissing() throws IOException {
    Files.delete(folder.resolve("SynchronizationRules/a.xml"));
    Files.delete(folder.resolve("SynchronizationRules"));

    assertProblem("FOLDER_MISSING", "SynchronizationRules", 0);
  }

  private void assertProblem(String code, String file, int line) {
    assertThat(problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.source()).isEqualTo(folder.resolve(file).toString());
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.isError()).isTrue();
            });
  }

  private List<ConfigurationProblem> problems() {
    return ConfigurationFolder.read(folder).problems();
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
