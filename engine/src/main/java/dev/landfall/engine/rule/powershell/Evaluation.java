package dev.landfall.engine.rule.powershell;

import dev.landfall.core.error.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Gives expressions their values. */
final class Evaluation {
  private final Map<String, ScriptValue> variables;
  private final Function<Pipeline, List<ScriptValue>> pipelines;

  Evaluation(Map<String, ScriptValue> variables, Function<Pipeline, List<ScriptValue>> pipelines) {
    this.variables = variables;
    this.pipelines = pipelines;
  }

  /** Whether an object satisfies a filter; {@code $_} in the filter is the object. */
  static boolean holds(ScriptValue.Filter filter, ScriptValue item) {
    Evaluation evaluation =
        new Evaluation(
            Map.of("_", item, "PSItem", item),
            pipeline -> {
              throw new ScriptException(
                  pipeline.position(), "A filter compares properties; it calls no commands.");
            });
    return truth(evaluation.value(filter.condition()));
  }

  ScriptValue value(ScriptExpression expression) {
    if (expression instanceof ScriptExpression.Literal literal) {
      return literal.value();
    }
    if (expression instanceof ScriptExpression.Variable variable) {
      return variable(variable);
    }
    if (expression instanceof ScriptExpression.Joined joined) {
      return ScriptValue.of(
          String.join("", joined.parts().stream().map(part -> value(part).text()).toList()));
    }
    if (expression instanceof ScriptExpression.Listed listed) {
      List<ScriptValue> items = new ArrayList<>();
      listed.items().forEach(item -> items.addAll(listItem(item)));
      return ScriptValue.of(items);
    }
    if (expression instanceof ScriptExpression.Indexed indexed) {
      return indexed(indexed);
    }
    if (expression instanceof ScriptExpression.Member member) {
      return member(value(member.target()), member.name(), member.position());
    }
    if (expression instanceof ScriptExpression.Nested nested) {
      return unwrapped(pipelines.apply(nested.pipeline()));
    }
    if (expression instanceof ScriptExpression.Braced braced) {
      return new ScriptValue.Filter(braced.condition());
    }
    if (expression instanceof ScriptExpression.Not not) {
      return ScriptValue.of(!truth(value(not.operand())));
    }
    return binary((ScriptExpression.Binary) expression);
  }

  private List<ScriptValue> listItem(ScriptExpression item) {
    ScriptValue value = value(item);
    return value == ScriptValue.Nothing.NULL ? List.of(value) : value.items();
  }

  private ScriptValue variable(ScriptExpression.Variable variable) {
    for (Map.Entry<String, ScriptValue> each : variables.entrySet()) {
      if (each.getKey().equalsIgnoreCase(variable.name())) {
        return each.getValue();
      }
    }
    throw new ScriptException(
        variable.position(),
        "The variable $"
            + variable.name()
            + " has no value."
            + NearestName.of(variable.name(), variables.keySet())
                .map(near -> " Did you mean \"$" + near + "\"?")
                .orElse(""));
  }

  private ScriptValue indexed(ScriptExpression.Indexed indexed) {
    ScriptValue target = value(indexed.target());
    ScriptValue index = value(indexed.index());
    List<ScriptValue> items = target.items();
    if (!(index instanceof ScriptValue.Whole whole)) {
      return member(target, index.text(), indexed.position());
    }
    long at = whole.number() < 0 ? items.size() + whole.number() : whole.number();
    if (at < 0 || at >= items.size()) {
      throw new ScriptException(
          indexed.position(),
          "There is no item [" + whole.number() + "]; the list has " + items.size() + ".");
    }
    return items.get((int) at);
  }

  private ScriptValue binary(ScriptExpression.Binary binary) {
    return switch (binary.operator()) {
      case "-and" -> ScriptValue.of(truth(value(binary.left())) && truth(value(binary.right())));
      case "-or" -> ScriptValue.of(truth(value(binary.left())) || truth(value(binary.right())));
      default ->
          ScriptValue.of(
              Comparisons.holds(binary.operator(), value(binary.left()), value(binary.right())));
    };
  }

  /** A property of an object, or of every object of a list. */
  static ScriptValue member(ScriptValue target, String name, ScriptPosition position) {
    if (target instanceof ScriptValue.Thing thing) {
      return thing
          .object()
          .property(name)
          .orElseThrow(
              () ->
                  new ScriptException(
                      position,
                      thing.object().typeName()
                          + " has no property \""
                          + name
                          + "\". "
                          + NearestName.hint(name, thing.object().properties())));
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("count") || (lower.equals("length") && target instanceof ScriptValue.Items)) {
      return ScriptValue.of(target.items().size());
    }
    if (target instanceof ScriptValue.Items list) {
      return unwrapped(
          list.items().stream()
              .flatMap(item -> member(item, name, position).items().stream())
              .toList());
    }
    // A GUID is a text here; scripts that ask it for its text get the text.
    if (lower.equals("guid") || lower.equals("value")) {
      return target;
    }
    throw new ScriptException(
        position, "\"" + target.text() + "\" has no property \"" + name + "\".");
  }

  static ScriptValue unwrapped(List<ScriptValue> values) {
    if (values.isEmpty()) {
      return ScriptValue.Nothing.NULL;
    }
    return values.size() == 1 ? values.get(0) : ScriptValue.of(values);
  }

  static boolean truth(ScriptValue value) {
    if (value instanceof ScriptValue.Truth truth) {
      return truth.value();
    }
    if (value instanceof ScriptValue.Whole number) {
      return number.number() != 0;
    }
    return !value.items().isEmpty() && !(value instanceof ScriptValue.Text t && t.text().isEmpty());
  }
}
