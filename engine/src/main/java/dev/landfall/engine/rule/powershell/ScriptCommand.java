package dev.landfall.engine.rule.powershell;

import java.util.List;

/** A command that scripts may call. */
public interface ScriptCommand {

  /** Its name as it is documented. */
  String name();

  List<CommandParameter> parameters();

  /** Whether arguments are passed over unread: for a command that only says what to do instead. */
  default boolean takesAnything() {
    return false;
  }

  /**
   * Carries the command out.
   *
   * @return what it puts into the pipe
   * @throws ScriptException when the arguments make no sense together
   */
  List<ScriptValue> run(Invocation call);
}
