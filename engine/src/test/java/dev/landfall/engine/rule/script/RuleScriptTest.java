package dev.landfall.engine.rule.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.migration.CoexistenceRules;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.Direction;
import dev.landfall.engine.rule.JoinCondition;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.MergeType;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.Transformation;
import dev.landfall.engine.rule.scope.ScopeClause;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.rule.xml.RuleXmlReader;
import dev.landfall.engine.rule.xml.RuleXmlWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleScriptTest {
  private static final ConnectorId FOREST = new ConnectorId("ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d");

  /** The shape of the script that the page on migrating group writeback prints. */
  private static final String MARKER =
      """
      Import-Module ADSync
      $precedenceValue = Read-Host -Prompt "Enter a unique number from 0 to 99"

      New-ADSyncRule  `
      -Name 'In from AAD - Group SOAinAAD coexistence with Cloud Sync' `
      -Identifier 'e4eae1c9-b9bc-4328-ade9-df871cdd3027' `
      -Description 'See the page on group writeback' `
      -Direction 'Inbound' `
      -Precedence $precedenceValue `
      -PrecedenceAfter '00000000-0000-0000-0000-000000000000' `
      -PrecedenceBefore '00000000-0000-0000-0000-000000000000' `
      -SourceObjectType 'group' `
      -TargetObjectType 'group' `
      -Connector 'b891884f-051e-4a83-95af-2544101c9083' `
      -LinkType 'Join' `
      -SoftDeleteExpiryInterval 0 `
      -ImmutableTag '' `
      -OutVariable syncRule

      Add-ADSyncAttributeFlowMapping  `
      -SynchronizationRule $syncRule[0] `
      -Source @('true') `
      -Destination 'cloudNoFlow' `
      -FlowType 'Constant' `
      -ValueMergeType 'Update' `
      -OutVariable syncRule

      New-Object  `
      -TypeName 'Microsoft.IdentityManagement.PowerShell.ObjectModel.ScopeCondition' `
      -ArgumentList 'cloudMastered','true','EQUAL' `
      -OutVariable condition0

      New-Object  `
      -TypeName 'Microsoft.IdentityManagement.PowerShell.ObjectModel.ScopeCondition' `
      -ArgumentList 'mail','','ISNULL' `
      -OutVariable condition1

      Add-ADSyncScopeConditionGroup  `
      -SynchronizationRule $syncRule[0] `
      -ScopeConditions @($condition0[0],$condition1[0]) `
      -OutVariable syncRule

      Add-ADSyncRule  `
      -SynchronizationRule $syncRule[0]

      Get-ADSyncRule  `
      -Identifier 'e4eae1c9-b9bc-4328-ade9-df871cdd3027'
      """;

  private final List<ConfigurationProblem> problems = new ArrayList<>();

  private List<SyncRule> read(String script) {
    return RuleScriptReader.read(
        script,
        "rule.ps1",
        Map.of("precedenceValue", "88"),
        name -> name.equals("contoso.com") ? Optional.of(FOREST) : Optional.empty(),
        problems);
  }

  private List<String> told() {
    return problems.stream().map(ConfigurationProblem::display).toList();
  }

  private static String withWindowsLineEnds(String script) {
    return "\uFEFF" + script.replace(" `\n", " ` \t\r\n").replaceAll("(?<!\r)\n", "\r\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thePublishedScriptIsReadAsPrinted(boolean windows) {
    SyncRule rule = read(windows ? withWindowsLineEnds(MARKER) : MARKER).get(0);

    assertThat(told()).isEmpty();
    SyncRule ours = CoexistenceRules.inbound(88);
    assertThat(rule.id()).isEqualTo(ours.id());
    assertThat(rule.name()).isEqualTo(ours.name());
    assertThat(rule.precedence()).isEqualTo(88);
    assertThat(rule.connector()).isEqualTo(ConnectorId.ENTRA);
    assertThat(rule.linkType()).isEqualTo(LinkType.JOIN);
    assertThat(rule.immutableTag()).isEmpty();
    assertThat(rule.flows()).containsExactly(AttributeFlow.constant("true", "cloudNoFlow"));
    assertThat(rule.scope())
        .containsExactly(
            List.of(
                ScopeClause.of("cloudMastered", ScopeOperator.EQUAL, "true"),
                ScopeClause.of("mail", ScopeOperator.ISNULL, "")));
  }

  @Test
  void handWrittenScriptsAreReadToo() {
    SyncRule rule =
        read("""
        $ad = Get-ADSyncConnector -Name 'contoso.com'
        $rule = New-ADSyncRule -Name 'It''s mine' -Direction inbound -Precedence 7 `
          -SourceObjectType user -TargetObjectType person -Connector $ad.Identifier.Guid `
          -LinkType Provision -SoftDeleteExpiryInterval 1.02:00:00 -Disabled -EnablePasswordSync:$true `
          -Description @'
        Two lines,
        it's so.
        '@
        $rule | Add-ADSyncAttributeFlowMapping -Dest mail -FlowType Expression -Expression 'IIF([a]="b","it''s",[c])' -ExecuteOnce | Out-Null
        $c = New-Object JoinCondition 'mail', 'mail', $true
        Add-ADSyncJoinConditionGroup $rule -JoinConditions @($c) | Out-Null
        Add-ADSyncRule $rule | Out-Null # done
        """
                .replace("Group $rule", "Group -SynchronizationRule $rule"))
            .get(0);

    assertThat(told()).isEmpty();
    assertThat(rule.name()).isEqualTo("It's mine");
    assertThat(rule.description()).isEqualTo("Two lines,\nit's so.");
    assertThat(rule.connector()).isEqualTo(FOREST);
    assertThat(rule.direction()).isEqualTo(Direction.INBOUND);
    assertThat(rule.softDeleteExpiry()).isEqualTo(Duration.ofHours(26));
    assertThat(rule.disabled()).isTrue();
    assertThat(rule.enablePasswordSync()).isTrue();
    assertThat(rule.flows())
        .containsExactly(AttributeFlow.computed("IIF([a]=\"b\",\"it's\",[c])", "mail").once());
    assertThat(rule.join())
        .containsExactly(
            List.of(new JoinCondition(AttributeName.of("mail"), AttributeName.of("mail"), true)));
  }

  @Test
  void everyMistakeIsToldWithItsPlaceAndNothingIsRead() {
    List<SyncRule> rules =
        read(
            MARKER
                .replace("-Direction 'Inbound'", "-Direction 'Inbond'")
                .replace("'mail','','ISNULL'", "'mail','ISNULL',''")
                .replace("Add-ADSyncScopeConditionGroup", "Add-ADSyncScopeConditonGroup"));

    assertThat(rules).isEmpty();
    assertThat(told())
        .containsExactly(
            "rule.ps1:8: column 1: \"Inbond\" does not fit -Direction. Did you mean \"Inbound\"?",
            "rule.ps1:35: column 1: \"\" is not a scope operator; attribute, value and operator are"
                + " wanted in this order. Known are "
                + String.join(", ", ScopeOperator.names())
                + ".");
  }

  @Test
  void aScriptThatSavesNothingIsAMistake() {
    read("Import-Module ADSync");

    assertThat(told()).containsExactly("rule.ps1: The script adds no rule (Add-ADSyncRule).");
  }

  @Test
  void anyRuleTravelsFromXmlToScriptAndBack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      SyncRule rule = anyRule(random);
      String xml = RuleXmlWriter.write(rule);
      String script = RuleScriptWriter.write(RuleXmlReader.parse(xml, "x", problems).orElseThrow());

      List<SyncRule> back = read(i % 2 == 0 ? script : withWindowsLineEnds(script));

      assertThat(told()).as("seed %d, rule %d", seed, i).isEmpty();
      assertThat(RuleXmlWriter.write(back.get(0))).as("seed %d, rule %d", seed, i).isEqualTo(xml);
    }
  }

  private static SyncRule anyRule(Random random) {
    return new SyncRule(
        new UUID(random.nextLong(), random.nextLong()).toString(),
        1,
        "R" + text(random),
        text(random),
        random.nextBoolean() ? "" : "Microsoft.X.00" + random.nextInt(9),
        any(random, Direction.values()),
        random.nextBoolean(),
        random.nextBoolean() ? FOREST : ConnectorId.ENTRA,
        "user",
        "person",
        any(random, LinkType.values()),
        random.nextInt(1000),
        SyncRule.NO_RULE,
        random.nextBoolean() ? SyncRule.NO_RULE : new UUID(1, random.nextLong()).toString(),
        Duration.ofSeconds(random.nextBoolean() ? 0 : random.nextInt(10_000_000)),
        random.nextBoolean(),
        several(random, RuleScriptTest::flow),
        several(random, r -> several(r, RuleScriptTest::condition)),
        several(random, r -> several(r, RuleScriptTest::clause)));
  }

  private static AttributeFlow flow(Random random) {
    Transformation transformation =
        switch (random.nextInt(3)) {
          case 0 -> new Transformation.Direct(name(random));
          case 1 -> new Transformation.Constant(text(random));
          default ->
              new Transformation.Computed(text(random), several(random, RuleScriptTest::name));
        };
    return new AttributeFlow(
        name(random), transformation, any(random, MergeType.values()), random.nextBoolean());
  }

  private static JoinCondition condition(Random random) {
    return new JoinCondition(name(random), name(random), random.nextBoolean());
  }

  private static ScopeClause clause(Random random) {
    return ScopeClause.of(name(random).name(), any(random, ScopeOperator.values()), text(random));
  }

  private static AttributeName name(Random random) {
    return AttributeName.of(any(random, "mail", "msDS-Device ID", "extension_1", "o'name"));
  }

  /** Everything that a quoted text could stumble over. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      text.append(
          any(
              random,
              "a",
              "'",
              "''",
              "\"",
              "`",
              "$x",
              "@'",
              "'@",
              "#",
              "\u2018",
              "\u2019",
              "\u201B",
              "(",
              ")",
              ";",
              "|",
              "&",
              "<",
              "]]>",
              "%P%",
              "\u00E4",
              "\uD83D\uDE00",
              "-",
              ",",
              "{"));
    }
    return text.toString();
  }

  @SafeVarargs
  private static <T> T any(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  private static <T> List<T> several(Random random, java.util.function.Function<Random, T> one) {
    return IntStream.range(0, random.nextInt(3)).mapToObj(i -> one.apply(random)).toList();
  }
}
