package dev.landfall.engine.rule.powershell;

import dev.landfall.core.error.NearestName;
import dev.landfall.engine.rule.powershell.CommandParameter.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Gives arguments to the parameters of a command as PowerShell does: by name in any case, by a
 * prefix that only one parameter has, by position, and from the pipe.
 */
final class ParameterBinder {
  private static final Pattern GUID =
      Pattern.compile("\\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}}?");

  /** Parameters of every command; only the first changes anything. */
  static final String OUT_VARIABLE = "OutVariable";

  private static final List<CommandParameter> COMMON =
      List.of(
          CommandParameter.text(OUT_VARIABLE),
          CommandParameter.text("ErrorAction"),
          CommandParameter.text("ErrorVariable"),
          CommandParameter.text("WarningAction"),
          CommandParameter.text("InformationAction"),
          CommandParameter.flag("Verbose"),
          CommandParameter.flag("Debug"),
          CommandParameter.flag("Confirm"),
          CommandParameter.flag("WhatIf"));

  private final ScriptCommand command;
  private final Function<ScriptExpression, ScriptValue> evaluate;
  private final Map<String, ScriptValue> bound = new LinkedHashMap<>();
  private final Map<String, ScriptPosition> places = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  ParameterBinder(ScriptCommand command, Function<ScriptExpression, ScriptValue> evaluate) {
    this.command = command;
    this.evaluate = evaluate;
  }

  Invocation bind(Pipeline.Command call, List<ScriptValue> input) {
    if (command.takesAnything()) {
      return new Invocation(command, call.position(), bound, places, input);
    }
    List<Pipeline.Argument> unnamed = named(call.arguments());
    positional(unnamed);
    fromPipeline(input);
    for (CommandParameter parameter : command.parameters()) {
      if (parameter.required() && !bound.containsKey(parameter.name())) {
        throw new ScriptException(
            call.position(), command.name() + " needs the parameter -" + parameter.name() + ".");
      }
    }
    if (bound.get("WhatIf") instanceof ScriptValue.Truth wanted && wanted.value()) {
      throw new ScriptException(
          places.getOrDefault("WhatIf", call.position()),
          "-WhatIf is not supported here; \"landfall preview\" shows what a change would do.");
    }
    return new Invocation(command, call.position(), bound, places, input);
  }

  private List<Pipeline.Argument> named(List<Pipeline.Argument> arguments) {
    List<Pipeline.Argument> unnamed = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Pipeline.Argument argument = arguments.get(i);
      if (argument.parameter().isEmpty()) {
        unnamed.add(argument);
        continue;
      }
      CommandParameter parameter = parameter(argument.parameter().get(), argument.position());
      Optional<ScriptExpression> written = argument.value();
      if (written.isEmpty() && parameter.kind() != Kind.SWITCH) {
        if (i + 1 >= arguments.size() || arguments.get(i + 1).parameter().isPresent()) {
          throw new ScriptException(
              argument.position(), "The parameter -" + parameter.name() + " has no value.");
        }
        written = arguments.get(++i).value();
      }
      ScriptValue value = written.map(evaluate).orElse(ScriptValue.of(true));
      bind(parameter, value, argument.position());
    }
    return unnamed;
  }

  private CommandParameter parameter(String name, ScriptPosition position) {
    List<CommandParameter> all = new ArrayList<>(command.parameters());
    all.addAll(COMMON);
    List<CommandParameter> candidates = new ArrayList<>();
    for (CommandParameter parameter : all) {
      if (parameter.name().equalsIgnoreCase(name)) {
        return parameter;
      }
      if (lower(parameter.name()).startsWith(lower(name))) {
        candidates.add(parameter);
      }
    }
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    if (candidates.size() > 1) {
      throw new ScriptException(
          position,
          "-"
              + name
              + " could be "
              + String.join(" or ", candidates.stream().map(each -> "-" + each.name()).toList())
              + "; write the name out.");
    }
    List<String> known = command.parameters().stream().map(CommandParameter::name).toList();
    String hint = known.isEmpty() ? "It takes none." : NearestName.hint(name, known);
    throw new ScriptException(
        position, command.name() + " has no parameter -" + name + ". " + hint);
  }

  private void positional(List<Pipeline.Argument> unnamed) {
    List<CommandParameter> free =
        command.parameters().stream()
            .filter(parameter -> parameter.position() >= 0 && !bound.containsKey(parameter.name()))
            .sorted((a, b) -> Integer.compare(a.position(), b.position()))
            .toList();
    for (int i = 0; i < unnamed.size(); i++) {
      ScriptValue value = unnamed.get(i).value().map(evaluate).orElse(ScriptValue.Nothing.NULL);
      if (i >= free.size()) {
        throw new ScriptException(
            unnamed.get(i).position(),
            command.name()
                + " does not know what to do with \""
                + value.text()
                + "\"; name the parameter it belongs to.");
      }
      bind(free.get(i), value, unnamed.get(i).position());
    }
  }

  private void fromPipeline(List<ScriptValue> input) {
    if (input.isEmpty()) {
      return;
    }
    command.parameters().stream()
        .filter(parameter -> parameter.fromPipeline() && !bound.containsKey(parameter.name()))
        .findFirst()
        .ifPresent(
            parameter ->
                bound.put(
                    parameter.name(), input.size() == 1 ? input.get(0) : ScriptValue.of(input)));
  }

  private void bind(CommandParameter parameter, ScriptValue value, ScriptPosition position) {
    if (bound.containsKey(parameter.name())) {
      throw new ScriptException(
          position, "The parameter -" + parameter.name() + " is given twice.");
    }
    bound.put(parameter.name(), converted(parameter, value, position));
    places.put(parameter.name(), position);
  }

  private ScriptValue converted(
      CommandParameter parameter, ScriptValue value, ScriptPosition position) {
    String text = value.text().strip();
    boolean fits =
        switch (parameter.kind()) {
          case TEXT, LIST, OBJECT -> true;
          case GUID -> GUID.matcher(text).matches();
          case WHOLE -> text.matches("-?\\d{1,10}");
          case TRUTH, SWITCH -> truth(value).isPresent();
          case TIME_SPAN ->
              value == ScriptValue.Nothing.NULL || Invocation.timeSpanOf(text).isPresent();
          case FILTER -> value instanceof ScriptValue.Filter;
        };
    if (!fits) {
      throw new ScriptException(
          position,
          "\"" + text + "\" does not fit -" + parameter.name() + ": " + wanted(parameter) + ".");
    }
    if (!parameter.choices().isEmpty()) {
      return ScriptValue.of(choice(parameter, text, position));
    }
    return switch (parameter.kind()) {
      case WHOLE -> ScriptValue.of(Long.parseLong(text));
      case TRUTH, SWITCH -> ScriptValue.of(truth(value).orElse(false));
      default -> value;
    };
  }

  private static Optional<Boolean> truth(ScriptValue value) {
    if (value instanceof ScriptValue.Truth truth) {
      return Optional.of(truth.value());
    }
    if (value instanceof ScriptValue.Whole number) {
      return Optional.of(number.number() != 0);
    }
    return Optional.empty();
  }

  private static String wanted(CommandParameter parameter) {
    return switch (parameter.kind()) {
      case GUID -> "a GUID is wanted";
      case WHOLE -> "a whole number is wanted";
      case TRUTH, SWITCH -> "$true or $false is wanted";
      case TIME_SPAN -> "a time span such as 00:30:00 or 7.00:00:00 is wanted";
      case FILTER -> "a filter in braces such as {$_.Name -eq 'x'} is wanted";
      case TEXT, LIST, OBJECT -> "another value is wanted";
    };
  }

  private static String choice(CommandParameter parameter, String text, ScriptPosition position) {
    for (String choice : parameter.choices()) {
      if (choice.equalsIgnoreCase(text)) {
        return choice;
      }
    }
    throw new ScriptException(
        position,
        "\""
            + text
            + "\" does not fit -"
            + parameter.name()
            + ". "
            + NearestName.of(text, parameter.choices())
                .map(near -> "Did you mean \"" + near + "\"?")
                .orElse("It is one of " + String.join(", ", parameter.choices()) + "."));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
