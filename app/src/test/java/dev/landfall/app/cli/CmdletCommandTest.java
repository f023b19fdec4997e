package dev.landfall.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cmdlets do what our own commands do, and the other way round. */
class CmdletCommandTest {
  private static final String RULE = "e4eae1c9-b9bc-4328-ade9-df871cdd3027";

  @TempDir private Path home;

  @BeforeEach
  void aHome() throws IOException {
    Files.writeString(
        home.resolve("landfall.yaml"),
        """
        tenant:
          name: contoso.onmicrosoft.com
          tenantId: 7f1c0000-0000-0000-0000-000000000001
          clientId: 0b2d0000-0000-0000-0000-000000000002
          clientSecret: file:secret
        forests:
          - name: corp.example.com
            server: ldaps://127.0.0.1:1
            account: CN=svc,DC=corp,DC=example,DC=com
            password: file:secret
            containers: ["DC=corp,DC=example,DC=com"]
        """);
    Files.writeString(home.resolve("secret"), "not looked at");
  }

  private CommandLineRun landfall(String... command) {
    List<String> arguments = new ArrayList<>(List.of("--home", home.toString()));
    arguments.addAll(List.of(command));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private JsonNode json(String... command) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add("--json");
    CommandLineRun run = landfall(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void theSchedulerIsSetAndShownUnderBothNames() throws IOException {
    json("cmdlet", "Set-ADSyncScheduler -SyncCycle $false -NextSyncCyclePolicyType initial");

    assertThat(json("scheduler", "show").path("syncCycleEnabled").asBoolean(true)).isFalse();
    JsonNode shown = json("cmdlet", "get-adsyncscheduler").path("output").get(0);
    assertThat(shown.path("SyncCycleEnabled").asBoolean(true)).isFalse();
    assertThat(shown.path("NextSyncCyclePolicyType").asText()).isEqualTo("Initial");
    assertThat(shown.path("AllowedSyncCycleInterval").asText()).isEqualTo("00:30:00");
    assertThat(shown.path("CustomizedSyncCycleInterval").isNull()).isTrue();
    assertThat(json("cmdlet", "(Get-ADSyncScheduler).SyncCycleEnabled").path("output").get(0))
        .isEqualTo(shown.path("SyncCycleEnabled"));
  }

  @Test
  void aRuleIsMadeFoundAuditedAndRemoved() throws IOException {
    Path script = home.resolve("rule.ps1");
    Files.writeString(
        script,
        """
        Import-Module ADSync
        $precedence = Read-Host -Prompt 'Precedence'
        New-ADSyncRule -Name 'Mine' -Identifier '%s' -Direction Inbound -Precedence $precedence `
          -SourceObjectType group -TargetObjectType group -Connector (Get-ADSyncConnector 'corp.example.com').Identifier `
          -LinkType Join -OutVariable syncRule | Out-Null
        Add-ADSyncRule -SynchronizationRule $syncRule[0] | Out-Null
        """
            .formatted(RULE));

    json("cmdlet", "--file", script.toString(), "--set", "precedence=88");

    assertThat(json("rules", "list").path("rules").findValuesAsText("id")).containsExactly(RULE);
    assertThat(
            json("cmdlet", "Get-ADSyncRule | Where-Object {$_.Name -eq 'mine'} | select Precedence")
                .path("output")
                .get(0)
                .path("Precedence")
                .asInt())
        .isEqualTo(88);
    json("cmdlet", "Get-ADSyncRule -Identifier '" + RULE + "' | Remove-ADSyncRule");
    assertThat(json("rules", "list").path("rules")).isEmpty();
    JsonNode audit = json("cmdlet", "Get-ADSyncRuleAudit").path("output");
    assertThat(audit.findValuesAsText("Action")).containsExactly("Added", "Removed");
    assertThat(json("rules", "audit", RULE).path("audit").get(1).path("former").asText())
        .contains("<name>Mine</name>");
  }

  @Test
  void aRuleTravelsThroughEveryFormat() throws IOException {
    String script =
        "New-ADSyncRule -Name 'It''s' -Identifier '"
            + RULE
            + "' -Direction Inbound -Precedence 7 -SourceObjectType user -TargetObjectType person"
            + " -Connector 'b891884f-051e-4a83-95af-2544101c9083' -LinkType Join | Add-ADSyncRule";
    json("cmdlet", script);
    String xml = landfall("rules", "export", RULE).out();
    for (String format : List.of("powershell", "yaml", "xml")) {
      String end = format.equals("powershell") ? "ps1" : format;
      Path file = home.resolve("rule." + end);
      Files.writeString(file, landfall("rules", "export", RULE, "--format", format).out());
      json("rules", "remove", RULE);

      json("rules", "import", file.toString());

      assertThat(landfall("rules", "export", RULE).out()).as(format).isEqualTo(xml);
    }
  }

  @Test
  void connectorsOverridesAndThresholdsAreNamedAsDocumented() throws IOException {
    json(
        "cmdlet",
        "Set-ADSyncSchedulerConnectorOverride -ConnectorName corp.example.com -FullSync:$true");
    JsonNode override =
        json("cmdlet", "Get-ADSyncSchedulerConnectorOverride -ConnectorName corp.example.com")
            .path("output")
            .get(0);
    assertThat(override.path("FullSyncRequired").asBoolean()).isTrue();
    assertThat(override.path("FullImportRequired").asBoolean(true)).isFalse();
    json("cmdlet", "Enable-ADSyncExportDeletionThreshold -DeletionThreshold 42");
    assertThat(
            json("cmdlet", "(Get-ADSyncExportDeletionThreshold).ThresholdCount")
                .path("output")
                .get(0)
                .asInt())
        .isEqualTo(42);
    json("cmdlet", "Disable-ADSyncExportDeletionThreshold");
    assertThat(
            json("cmdlet", "(Get-ADSyncExportDeletionThreshold).DeletionPrevention")
                .path("output")
                .get(0)
                .asInt(9))
        .isZero();
    assertThat(json("cmdlet", "(Get-ADSyncConnector).ConnectorTypeName").path("output").toString())
        .isEqualTo("[\"AD\",\"Extensible2\"]");
  }

  @Test
  void whatIsUnknownOrDoneElsewhereIsSaidWithItsPlace() {
    CommandLineRun typo = landfall("cmdlet", "Get-ADSyncSchedulr");
    assertThat(typo.exitCode()).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(typo.err()).contains("line:1:1").contains("Did you mean \"Get-ADSyncScheduler\"?");

    CommandLineRun parameter = landfall("cmdlet", "Set-ADSyncScheduler -SyncCycleEnabeld $false");
    assertThat(parameter.exitCode()).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(parameter.err()).contains("line:1:21").contains("SyncCycleEnabled");

    CommandLineRun elsewhere = landfall("cmdlet", "Test-AdSyncUserHasPermissions -Any x");
    assertThat(elsewhere.exitCode()).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(elsewhere.err()).contains("landfall check");
  }

  @Test
  void aScriptThatCannotBeReadChangesNothing() throws IOException {
    CommandLineRun run =
        landfall("cmdlet", "Set-ADSyncScheduler -SyncCycleEnabled $false; if ($true) { }");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(json("scheduler", "show").path("syncCycleEnabled").asBoolean(false)).isTrue();
  }

  @Test
  void theListNamesEveryCmdletAndWhatDoesTheSame() throws IOException {
    JsonNode cmdlets = json("cmdlet", "--list").path("cmdlets");

    assertThat(cmdlets.findValuesAsText("name"))
        .doesNotHaveDuplicates()
        .contains("Start-ADSyncSyncCycle", "Set-ADSyncAADCompanyFeature", "Get-ADSyncCSObject");
    assertThat(landfall("cmdlet", "--list").out())
        .containsPattern("Set-ADSyncScheduler +yes +landfall scheduler set");
  }
}
