package dev.landfall.app.cmdlet;

import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Script;
import dev.landfall.engine.rule.powershell.ScriptCommand;
import dev.landfall.engine.rule.powershell.ScriptCommands;
import dev.landfall.engine.rule.powershell.ScriptException;
import dev.landfall.engine.rule.powershell.ScriptHost;
import dev.landfall.engine.rule.powershell.ScriptParser;
import dev.landfall.engine.rule.powershell.ScriptRun;
import dev.landfall.engine.rule.powershell.ScriptValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The list of all cmdlets, and running them. */
public final class Cmdlets {
  private final List<Cmdlet> here = new ArrayList<>();

  public Cmdlets(CmdletHost host) {
    here.addAll(new SchedulerCmdlets(host).all());
    here.addAll(new CycleCmdlets(host).all());
    here.addAll(new ConnectorCmdlets(host).all());
    here.addAll(new HistoryCmdlets(host).all());
    here.addAll(new FeatureCmdlets(host).all());
    here.addAll(new RuleCmdlets(host).all());
  }

  /**
   * A line of the list.
   *
   * @param does our command that does the same; or, when {@code done} is false, what to do instead
   */
  public record Listed(String name, List<String> parameters, boolean done, String does) {}

  public List<Listed> list() {
    List<Listed> list = new ArrayList<>();
    here.forEach(
        cmdlet ->
            list.add(
                new Listed(
                    cmdlet.name(),
                    cmdlet.parameters().stream().map(CommandParameter::usage).toList(),
                    true,
                    "landfall " + cmdlet.ours())));
    Elsewhere.ALL.forEach(
        other -> list.add(new Listed(other.name(), List.of(), false, other.instead())));
    return list;
  }

  /**
   * Runs a script, statement by statement. When a statement cannot be read, none is run.
   *
   * @param variables values that the script would ask for
   * @param output gets what the script puts out
   * @throws ScriptException for the first mistake; what ran before it is done
   */
  public void run(
      String script, Map<String, String> variables, ScriptHost host, Consumer<ScriptValue> output) {
    Script read = ScriptParser.parse(script);
    if (!read.problems().isEmpty()) {
      throw read.problems().get(0);
    }
    List<ScriptCommand> commands = new ArrayList<>(here);
    commands.addAll(Elsewhere.ALL);
    ScriptRun run = new ScriptRun(ScriptCommands.of(commands, host), output);
    variables.forEach((name, value) -> run.fix(name, ScriptValue.of(value)));
    read.statements().forEach(run::statement);
  }
}
