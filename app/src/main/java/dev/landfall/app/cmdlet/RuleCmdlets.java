package dev.landfall.app.cmdlet;

import dev.landfall.app.wiring.ConnectorNames;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptCommand;
import dev.landfall.engine.rule.powershell.ScriptValue;
import dev.landfall.engine.rule.script.RuleCommands;
import dev.landfall.engine.rule.script.RuleScriptHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rules of this server, and their audit. */
final class RuleCmdlets implements RuleScriptHost {
  private final CmdletHost host;

  RuleCmdlets(CmdletHost host) {
    this.host = host;
  }

  List<Cmdlet> all() {
    List<Cmdlet> all = new ArrayList<>();
    for (ScriptCommand command : RuleCommands.all(this)) {
      all.add(new Cmdlet(command.name(), ours(command), command.parameters(), command::run));
    }
    all.add(
        Cmdlet.of(
            "Get-ADSyncRuleAudit",
            "rules audit",
            this::audit,
            CommandParameter.guid("Identifier").at(0)));
    return all;
  }

  private static String ours(ScriptCommand command) {
    return switch (command.name()) {
      case "Get-ADSyncRule" -> "rules list";
      case "Remove-ADSyncRule" -> "rules remove";
      default -> "rules import";
    };
  }

  @Override
  public List<SyncRule> rules() {
    return host.reading(store -> host.rules(store).all());
  }

  @Override
  public List<ConfigurationProblem> save(SyncRule rule) {
    return host.withStore(store -> host.rules(store).put(rule));
  }

  @Override
  public void remove(SyncRule rule) {
    host.withStore(
        store -> {
          host.rules(store).remove(rule.id());
          return true;
        });
  }

  @Override
  public Optional<ConnectorId> connector(String name) {
    return host.reading(
        store ->
            new ConnectorNames(host.configuration(), store)
                .all().stream()
                    .filter(named -> named.isMeantBy(name))
                    .map(ConnectorNames.Named::id)
                    .findFirst());
  }

  private List<ScriptValue> audit(Invocation call) {
    Optional<String> id =
        call.text("Identifier").map(text -> text.toLowerCase(Locale.ROOT).replaceAll("[{}]", ""));
    return host.reading(
        store ->
            host.rules(store).audit().entries(id).stream()
                .map(
                    entry ->
                        Things.of("RuleAudit")
                            .with("Time", entry.time().toString())
                            .with("User", entry.user())
                            .with("Action", entry.action().label())
                            .with("Identifier", entry.ruleId())
                            .with("Name", entry.ruleName())
                            .with("Changes", String.join("; ", entry.changes()))
                            .thing())
                .toList());
  }
}
