package dev.landfall.engine.rule.powershell;

import java.util.List;
import java.util.Optional;

/** Commands joined by pipes; the first part may be a value instead. */
public record Pipeline(ScriptPosition position, List<Stage> stages) {
  public Pipeline {
    stages = List.copyOf(stages);
  }

  /** One part of a pipeline. */
  public sealed interface Stage {
    ScriptPosition position();
  }

  /** A value that flows into the next stage. */
  public record Value(ScriptPosition position, ScriptExpression expression) implements Stage {}

  /** A command with its arguments in the order they were written. */
  public record Command(ScriptPosition position, String name, List<Argument> arguments)
      implements Stage {
    public Command {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * {@code -Name}, {@code -Name:value}, or a value alone.
   *
   * @param parameter without the dash; empty for a value alone
   * @param value empty for a name that is followed by its value or is a switch
   */
  public record Argument(
      ScriptPosition position, Optional<String> parameter, Optional<ScriptExpression> value) {}
}
