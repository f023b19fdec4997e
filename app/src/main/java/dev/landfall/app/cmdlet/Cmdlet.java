package dev.landfall.app.cmdlet;

import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptCommand;
import dev.landfall.engine.rule.powershell.ScriptValue;
import java.util.List;
import java.util.function.Function;

/**
 * A cmdlet that is done here.
 *
 * @param ours our own command that does the same, for the list
 */
record Cmdlet(
    String name,
    String ours,
    List<CommandParameter> parameters,
    Function<Invocation, List<ScriptValue>> work)
    implements ScriptCommand {

  static Cmdlet of(
      String name,
      String ours,
      Function<Invocation, List<ScriptValue>> work,
      CommandParameter... parameters) {
    return new Cmdlet(name, ours, List.of(parameters), work);
  }

  @Override
  public List<ScriptValue> run(Invocation call) {
    return work.apply(call);
  }
}
