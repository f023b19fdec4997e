package dev.landfall.engine.rule.powershell;

import dev.landfall.engine.schedule.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One call of a command: its arguments by parameter, already of the right kind, and what came
 * through the pipe.
 */
public final class Invocation {
  private final ScriptCommand command;
  private final ScriptPosition position;
  private final Map<String, ScriptValue> arguments;
  private final Map<String, ScriptPosition> places;
  private final List<ScriptValue> input;

  Invocation(
      ScriptCommand command,
      ScriptPosition position,
      Map<String, ScriptValue> arguments,
      Map<String, ScriptPosition> places,
      List<ScriptValue> input) {
    this.command = command;
    this.position = position;
    this.arguments = arguments;
    this.places = places;
    this.input = List.copyOf(input);
  }

  public ScriptPosition position() {
    return position;
  }

  /** Where a parameter stands; the command itself when it was not given. */
  public ScriptPosition position(String parameter) {
    return places.getOrDefault(parameter, position);
  }

  /** What came through the pipe. */
  public List<ScriptValue> input() {
    return input;
  }

  public boolean has(String parameter) {
    return arguments.containsKey(parameter);
  }

  public Optional<ScriptValue> value(String parameter) {
    return Optional.ofNullable(arguments.get(parameter));
  }

  public Optional<String> text(String parameter) {
    return value(parameter).map(ScriptValue::text);
  }

  /** The text of a parameter that was given; the binder saw to that for required ones. */
  public String required(String parameter) {
    return text(parameter)
        .orElseThrow(
            () ->
                new ScriptException(
                    position, command.name() + " needs the parameter -" + parameter + "."));
  }

  public OptionalLong whole(String parameter) {
    return value(parameter).orElse(ScriptValue.Nothing.NULL) instanceof ScriptValue.Whole number
        ? OptionalLong.of(number.number())
        : OptionalLong.empty();
  }

  /** A switch, or a truth value that defaults to false. */
  public boolean flag(String parameter) {
    return truth(parameter).orElse(false);
  }

  public Optional<Boolean> truth(String parameter) {
    return value(parameter).orElse(ScriptValue.Nothing.NULL) instanceof ScriptValue.Truth truth
        ? Optional.of(truth.value())
        : Optional.empty();
  }

  public Optional<Duration> timeSpan(String parameter) {
    return text(parameter).flatMap(Invocation::timeSpanOf);
  }

  /** The items of a list; a single value is a list of one. */
  public List<ScriptValue> list(String parameter) {
    return value(parameter).map(ScriptValue::items).orElse(List.of());
  }

  /** A mistake at a parameter. */
  public ScriptException problem(String parameter, String message) {
    return new ScriptException(position(parameter), message);
  }

  /** {@code d.HH:mm:ss}, {@code HH:mm:ss} or {@code HH:mm}; a bare number counts days. */
  static Optional<Duration> timeSpanOf(String text) {
    String given = text.strip();
    return given.matches("\\d{1,6}")
        ? Optional.of(Duration.ofDays(Long.parseLong(given)))
        : Optional.of(given).filter(span -> span.contains(":")).flatMap(Durations::parse);
  }
}
