package dev.landfall.engine.rule.script;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptCommand;
import dev.landfall.engine.rule.powershell.ScriptCommands;
import dev.landfall.engine.rule.powershell.ScriptException;
import dev.landfall.engine.rule.powershell.ScriptHost;
import dev.landfall.engine.rule.powershell.ScriptObject;
import dev.landfall.engine.rule.powershell.ScriptParser;
import dev.landfall.engine.rule.powershell.ScriptRun;
import dev.landfall.engine.rule.powershell.ScriptValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the rules that a script adds, without saving anything. Everything wrong is reported at
 * once, with line and column; then no rule is returned.
 */
public final class RuleScriptReader {
  private RuleScriptReader() {}

  /**
   * @param source the file, for problems
   * @param variables values of variables that the script would ask for with {@code Read-Host}
   * @param connectors the id of a connector by its name
   */
  public static List<SyncRule> read(
      String script,
      String source,
      Map<String, String> variables,
      Function<String, Optional<ConnectorId>> connectors,
      List<ConfigurationProblem> problems) {
    Collected collected = new Collected(connectors);
    List<ScriptCommand> commands = new ArrayList<>(RuleCommands.all(collected));
    commands.add(new GetConnector(connectors));
    ScriptRun run = new ScriptRun(ScriptCommands.of(commands, ScriptHost.silent()), unused -> {});
    variables.forEach((name, value) -> run.fix(name, ScriptValue.of(value)));
    List<ScriptException> mistakes = run.everything(ScriptParser.parse(script));
    for (ScriptException mistake : mistakes) {
      problems.add(
          ConfigurationProblem.error(
              "SCRIPT_INVALID",
              source,
              mistake.position().line(),
              "column " + mistake.position().column(),
              mistake.sentence()));
    }
    if (mistakes.isEmpty() && collected.rules.isEmpty()) {
      problems.add(
          ConfigurationProblem.error(
              "EMPTY", source, 0, "", "The script adds no rule (Add-ADSyncRule)."));
    }
    return mistakes.isEmpty() ? List.copyOf(collected.rules.values()) : List.of();
  }

  /** Keeps what the script saves. */
  private static final class Collected implements RuleScriptHost {
    private final Map<String, SyncRule> rules = new LinkedHashMap<>();
    private final Function<String, Optional<ConnectorId>> connectors;

    Collected(Function<String, Optional<ConnectorId>> connectors) {
      this.connectors = connectors;
    }

    @Override
    public List<SyncRule> rules() {
      return List.copyOf(rules.values());
    }

    @Override
    public List<ConfigurationProblem> save(SyncRule rule) {
      rules.put(rule.id(), rule);
      return List.of();
    }

    @Override
    public void remove(SyncRule rule) {
      rules.remove(rule.id());
    }

    @Override
    public Optional<ConnectorId> connector(String name) {
      return connectors.apply(name);
    }
  }

  /** {@code Get-ADSyncConnector -Name}: scripts ask for the identifier of a connector. */
  private record GetConnector(Function<String, Optional<ConnectorId>> connectors)
      implements ScriptCommand {
    @Override
    public String name() {
      return "Get-ADSyncConnector";
    }

    @Override
    public List<CommandParameter> parameters() {
      return List.of(CommandParameter.text("Name").mandatory().at(0));
    }

    @Override
    public List<ScriptValue> run(Invocation call) {
      String wanted = call.required("Name");
      ConnectorId id =
          connectors
              .apply(wanted)
              .orElseThrow(() -> call.problem("Name", "There is no connector \"" + wanted + "\"."));
      Map<String, ScriptValue> properties = new LinkedHashMap<>();
      properties.put("Name", ScriptValue.of(wanted));
      properties.put("Identifier", ScriptValue.of(id.value()));
      return List.of(new ScriptValue.Thing(ScriptObject.of("Connector", properties)));
    }
  }
}
