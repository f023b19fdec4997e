package dev.landfall.engine.rule.powershell;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which variables a statement reads, and which it fills; names in lower case. */
final class Uses {
  private Uses() {}

  static Set<String> of(Statement statement) {
    Set<String> names = new HashSet<>();
    collect(statement.pipeline(), names);
    return names;
  }

  /** The variable assigned to, and those of {@code -OutVariable}. */
  static Set<String> filledBy(Statement statement) {
    Set<String> names = new HashSet<>();
    statement.variable().map(ScriptRun::key).ifPresent(names::add);
    for (Pipeline.Stage stage : statement.pipeline().stages()) {
      if (stage instanceof Pipeline.Command command) {
        outVariable(command, names);
      }
    }
    return names;
  }

  private static void outVariable(Pipeline.Command command, Set<String> names) {
    List<Pipeline.Argument> arguments = command.arguments();
    for (int i = 0; i + 1 < arguments.size(); i++) {
      boolean named =
          arguments
              .get(i)
              .parameter()
              .filter(ParameterBinder.OUT_VARIABLE::equalsIgnoreCase)
              .isPresent();
      if (named
          && arguments.get(i + 1).value().orElse(null) instanceof ScriptExpression.Literal name) {
        names.add(ScriptRun.key(name.value().text()));
      }
    }
  }

  private static void collect(Pipeline pipeline, Set<String> names) {
    for (Pipeline.Stage stage : pipeline.stages()) {
      if (stage instanceof Pipeline.Value value) {
        collect(value.expression(), names);
      } else if (stage instanceof Pipeline.Command command) {
        command
            .arguments()
            .forEach(argument -> argument.value().ifPresent(value -> collect(value, names)));
      }
    }
  }

  private static void collect(ScriptExpression expression, Set<String> names) {
    if (expression instanceof ScriptExpression.Variable variable) {
      names.add(ScriptRun.key(variable.name()));
    } else if (expression instanceof ScriptExpression.Joined joined) {
      joined.parts().forEach(part -> collect(part, names));
    } else if (expression instanceof ScriptExpression.Listed listed) {
      listed.items().forEach(item -> collect(item, names));
    } else if (expression instanceof ScriptExpression.Indexed indexed) {
      collect(indexed.target(), names);
      collect(indexed.index(), names);
    } else if (expression instanceof ScriptExpression.Member member) {
      collect(member.target(), names);
    } else if (expression instanceof ScriptExpression.Nested nested) {
      collect(nested.pipeline(), names);
    }
  }
}
