package dev.landfall.app.cmdlet;

import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptCommand;
import dev.landfall.engine.rule.powershell.ScriptException;
import dev.landfall.engine.rule.powershell.ScriptValue;
import java.util.List;

/**
 * A cmdlet that is known and not done here.
 *
 * @param instead what to do, as a sentence
 */
record Elsewhere(String name, String instead) implements ScriptCommand {
  static final List<Elsewhere> ALL =
      List.of(
          new Elsewhere(
              "Get-ADSyncCSObject", "Use \"landfall objects show\" for connector space objects."),
          new Elsewhere("Get-ADSyncCSObjectLog", "Use \"landfall history show\"."),
          new Elsewhere(
              "Get-ADSyncMVObject", "Use \"landfall objects show\" for metaverse objects."),
          new Elsewhere("Sync-ADSyncCSObject", "Use \"landfall preview\"."),
          new Elsewhere("Invoke-ADSyncSingleObjectSync", "Use \"landfall preview\"."),
          new Elsewhere(
              "Get-ADSyncRunStepResult",
              "A run has one step here; use Get-ADSyncRunProfileResult or \"landfall history"
                  + " show\"."),
          new Elsewhere(
              "Get-ADSyncGlobalSettings",
              "Use \"landfall scheduler show\", \"landfall staging show\" and landfall.yaml."),
          new Elsewhere(
              "Get-ADSyncDatabaseConfiguration",
              "The database is named by \"store\" in landfall.yaml."),
          new Elsewhere("Get-ADSyncAutoUpgrade", "Upgrades are a matter of your package manager."),
          new Elsewhere("Set-ADSyncAutoUpgrade", "Upgrades are a matter of your package manager."),
          new Elsewhere(
              "Add-ADSyncAADServiceAccount", "The application is named in landfall.yaml (tenant)."),
          new Elsewhere(
              "Remove-ADSyncAADServiceAccount",
              "The application is named in landfall.yaml (tenant)."),
          new Elsewhere(
              "Add-ADSyncADDSConnectorAccount",
              "The account of a forest is named in landfall.yaml (forests)."),
          new Elsewhere("Test-AdSyncAzureServiceConnectivity", "Use \"landfall check\"."),
          new Elsewhere("Test-AdSyncUserHasPermissions", "Use \"landfall check\"."),
          new Elsewhere(
              "Invoke-ADSyncCSObjectPasswordHashSync", "Passwords are not synchronized here."),
          new Elsewhere("Search-ADSyncDirectoryObjects", "Use \"landfall objects search\"."),
          new Elsewhere(
              "Invoke-ADSyncSpecificObjectRunProfile",
              "Use \"landfall run CONNECTOR delta-import\"."));

  @Override
  public List<CommandParameter> parameters() {
    return List.of();
  }

  @Override
  public boolean takesAnything() {
    return true;
  }

  @Override
  public List<ScriptValue> run(Invocation call) {
    throw new ScriptException(call.position(), name + " is not done here. " + instead);
  }
}
