package dev.landfall.engine.rule.powershell;

import java.util.List;

/**
 * A parameter of a command.
 *
 * @param kind how its value is written
 * @param choices the words it accepts; empty when the kind alone decides
 * @param required whether the command cannot do without it
 * @param position 0-based place without a name; -1 when the name must be given
 * @param fromPipeline whether what comes through the pipe may stand for it
 */
public record CommandParameter(
    String name,
    Kind kind,
    List<String> choices,
    boolean required,
    int position,
    boolean fromPipeline) {

  /** How the value of a parameter is written. */
  public enum Kind {
    TEXT("<String>"),
    GUID("<Guid>"),
    WHOLE("<Int32>"),
    TRUTH("<Boolean>"),
    SWITCH(""),
    /** {@code d.HH:mm:ss}. */
    TIME_SPAN("<TimeSpan>"),
    LIST("<Object[]>"),
    OBJECT("<Object>"),
    FILTER("<ScriptBlock>");

    private final String notation;

    Kind(String notation) {
      this.notation = notation;
    }

    /** As the help of a cmdlet writes it. */
    public String notation() {
      return notation;
    }
  }

  public CommandParameter {
    choices = List.copyOf(choices);
  }

  public static CommandParameter of(String name, Kind kind) {
    return new CommandParameter(name, kind, List.of(), false, -1, false);
  }

  public static CommandParameter text(String name) {
    return of(name, Kind.TEXT);
  }

  public static CommandParameter guid(String name) {
    return of(name, Kind.GUID);
  }

  public static CommandParameter whole(String name) {
    return of(name, Kind.WHOLE);
  }

  public static CommandParameter truth(String name) {
    return of(name, Kind.TRUTH);
  }

  public static CommandParameter flag(String name) {
    return of(name, Kind.SWITCH);
  }

  public static CommandParameter timeSpan(String name) {
    return of(name, Kind.TIME_SPAN);
  }

  public static CommandParameter list(String name) {
    return of(name, Kind.LIST);
  }

  public static CommandParameter object(String name) {
    return of(name, Kind.OBJECT);
  }

  public static CommandParameter choice(String name, String... choices) {
    return new CommandParameter(name, Kind.TEXT, List.of(choices), false, -1, false);
  }

  public CommandParameter mandatory() {
    return new CommandParameter(name, kind, choices, true, position, fromPipeline);
  }

  public CommandParameter at(int newPosition) {
    return new CommandParameter(name, kind, choices, required, newPosition, fromPipeline);
  }

  public CommandParameter piped() {
    return new CommandParameter(name, kind, choices, required, position, true);
  }

  /** {@code [-Name] <Kind>}, with brackets around what may be left out. */
  public String usage() {
    String value = choices.isEmpty() ? kind.notation() : "{" + String.join(" | ", choices) + "}";
    String both = ("-" + name + " " + value).strip();
    return required ? both : "[" + both + "]";
  }
}
