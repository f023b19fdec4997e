package dev.landfall.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.MergeType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.rule.xml.ConfigurationFolder;
import dev.landfall.testkit.reference.ReferenceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Rules in YAML: written, read, and as the JSON Schema for editors sees them. */
class RuleYamlTest {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(RuleYamlReader.schema());

  private static final String EXAMPLE =
      """
      rules:
        - name: In from AD - Group members only
          direction: Inbound
          connector: corp.example.com
          sourceObjectType: user
          targetObjectType: person
          linkType: Join
          precedence: 50
          scope:
            - all:
                - { operator: ISMEMBEROF, value: "CN=Pilots,DC=corp,DC=example,DC=com" }
                - { attribute: userAccountControl, operator: ISBITNOTSET, value: 2 }
          join:
            - all:
                - { csAttribute: mail, mvAttribute: mail, caseSensitive: true }
          flows:
            - { target: title, source: title }
            - { target: flag, constant: true }
            - target: displayName
              expression: '[givenName] & " " & [sn]'
              merge: Merge
              executeOnce: true
      """;

  @TempDir Path folder;

  private final List<ConfigurationProblem> problems = new ArrayList<>();

  private List<SyncRule> read(String yaml) throws IOException {
    return RuleYamlReader.read(
        Files.writeString(folder.resolve("rules.yaml"), yaml),
        forest -> new ConnectorId("a0000000-0000-0000-0000-000000000001"),
        problems);
  }

  private static Set<ValidationMessage> judged(String yaml) {
    Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    JsonNode node = new ObjectMapper().valueToTree(loaded);
    return SCHEMA.validate(node);
  }

  @Test
  void theExampleIsReadAndSatisfiesTheSchema() throws IOException {
    SyncRule rule = read(EXAMPLE).get(0);

    assertThat(problems).isEmpty();
    assertThat(judged(EXAMPLE)).isEmpty();
    assertThat(rule.scope().get(0)).hasSize(2);
    assertThat(rule.flows().get(1)).isEqualTo(AttributeFlow.constant("true", "flag"));
    assertThat(rule.flows().get(2).mergeType()).isEqualTo(MergeType.MERGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linkType: Join→linkType: Joined",
        "name: In→nmae: In",
        "precedence: 50→precedence: high",
        "ISBITNOTSET→ISBITNOSET",
        "source: title→source: title, constant: x",
        "direction: Inbound→disabled: false",
        "caseSensitive: true→caseSensitive: maybe"
      })
  void whatTheSchemaRefusesIsNotReadEither(String change) throws IOException {
    String[] parts = change.split("→");
    String wrong = EXAMPLE.replace(parts[0], parts[1]);
    assertThat(wrong).isNotEqualTo(EXAMPLE);

    assertThat(judged(wrong)).isNotEmpty();
    assertThat(read(wrong)).isEmpty();
    assertThat(problems).isNotEmpty().allSatisfy(one -> assertThat(one.line()).isPositive());
  }

  @Test
  void anUncommonRuleIsWrittenAndReadBackEqual() throws IOException {
    SyncRule rule =
        RuleDraft.outbound(
                "e4eae1c9-b9bc-4328-ade9-df871cdd3027",
                "Out: \"odd\" # name",
                ConnectorId.ENTRA,
                "person",
                "user",
                LinkType.STICKY_JOIN,
                7)
            .tag("Microsoft.X.001")
            .description("two\nlines: 'so'")
            .softDeleteExpiry(Duration.ofHours(49))
            .scope("", ScopeOperator.ISNOTMEMBEROF, "CN=x")
            .and("flag", ScopeOperator.EQUAL, "True")
            .scope("title", ScopeOperator.EQUAL, " ")
            .constant("", "title")
            .constant("0123", "cn")
            .computed("\"CN=\" & [cn]", "dn")
            .rule()
            .withDisabled(true);

    String yaml = RuleYamlWriter.write(List.of(rule));

    assertThat(read(yaml)).containsExactly(rule);
    assertThat(judged(yaml)).isEmpty();
  }

  @Test
  void theRulesOfARealServerAreWrittenAndReadBackEqual() throws IOException {
    List<SyncRule> rules = ConfigurationFolder.read(ReferenceFolder.entraConnectExport()).rules();

    String yaml = RuleYamlWriter.write(rules);

    assertThat(read(yaml)).hasSize(62).isEqualTo(rules);
    assertThat(problems).isEmpty();
    assertThat(judged(yaml)).isEmpty();
  }
}
