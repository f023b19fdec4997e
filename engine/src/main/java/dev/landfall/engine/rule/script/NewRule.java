package dev.landfall.engine.rule.script;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.engine.rule.Direction;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptCommand;
import dev.landfall.engine.rule.powershell.ScriptValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** {@code New-ADSyncRule}: a rule in memory, without flows, join and scope. */
final class NewRule implements ScriptCommand {
  private final RuleScriptHost host;

  NewRule(RuleScriptHost host) {
    this.host = host;
  }

  @Override
  public String name() {
    return "New-ADSyncRule";
  }

  @Override
  public List<CommandParameter> parameters() {
    return List.of(
        CommandParameter.text("Name").mandatory(),
        CommandParameter.guid("Identifier"),
        CommandParameter.text("Description"),
        CommandParameter.choice("Direction", labels(Direction.values(), Direction::label))
            .mandatory(),
        CommandParameter.whole("Precedence"),
        CommandParameter.guid("PrecedenceAfter"),
        CommandParameter.guid("PrecedenceBefore"),
        CommandParameter.text("SourceObjectType").mandatory(),
        CommandParameter.text("TargetObjectType").mandatory(),
        CommandParameter.text("Connector").mandatory(),
        CommandParameter.choice("LinkType", labels(LinkType.values(), LinkType::label)).mandatory(),
        CommandParameter.timeSpan("SoftDeleteExpiryInterval"),
        CommandParameter.text("ImmutableTag"),
        CommandParameter.flag("EnablePasswordSync"),
        CommandParameter.flag("Disabled"));
  }

  static <T> String[] labels(T[] values, Function<T, String> label) {
    return Arrays.stream(values).map(label).toArray(String[]::new);
  }

  static <T> T labelled(T[] values, Function<T, String> label, String text) {
    return Arrays.stream(values)
        .filter(value -> label.apply(value).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(text));
  }

  @Override
  public List<ScriptValue> run(Invocation call) {
    String name = call.required("Name");
    ConnectorId connector = connector(call);
    long precedence = call.whole("Precedence").orElse(0);
    if (precedence < 0 || precedence > 999_999_999) {
      throw call.problem("Precedence", "-Precedence wants a number from 0 to 999999999.");
    }
    SyncRule rule =
        new SyncRule(
            call.text("Identifier").orElseGet(() -> SyncRule.derivedId(name, connector)),
            1,
            name,
            call.text("Description").orElse(""),
            call.text("ImmutableTag").orElse(""),
            labelled(Direction.values(), Direction::label, call.required("Direction")),
            call.flag("Disabled"),
            connector,
            call.required("SourceObjectType"),
            call.required("TargetObjectType"),
            labelled(LinkType.values(), LinkType::label, call.required("LinkType")),
            (int) precedence,
            call.text("PrecedenceAfter").orElse(SyncRule.NO_RULE),
            call.text("PrecedenceBefore").orElse(SyncRule.NO_RULE),
            call.timeSpan("SoftDeleteExpiryInterval").orElse(Duration.ZERO),
            call.flag("EnablePasswordSync"),
            List.of(),
            List.of(),
            List.of());
    return List.of(new ScriptValue.Thing(new RuleObject(rule)));
  }

  private ConnectorId connector(Invocation call) {
    String text = call.required("Connector");
    if (text.matches("\\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}}?")) {
      return new ConnectorId(text);
    }
    return host.connector(text)
        .orElseThrow(
            () ->
                call.problem(
                    "Connector",
                    "\""
                        + text
                        + "\" is no connector: give the GUID that \"landfall config\" or"
                        + " Get-ADSyncConnector shows."));
  }
}
