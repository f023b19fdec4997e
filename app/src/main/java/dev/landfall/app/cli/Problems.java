package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.landfall.engine.rule.ConfigurationProblem;
import java.util.List;
import java.util.Locale;

/** Problems of a configuration as JSON and as lines. */
final class Problems {
  private Problems() {}

  static ArrayNode json(List<ConfigurationProblem> problems) {
    ArrayNode array = Output.array();
    for (ConfigurationProblem problem : problems) {
      array
          .addObject()
          .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
          .put("code", problem.code())
          .put("source", problem.source())
          .put("line", problem.line())
          .put("field", problem.field())
          .put("message", problem.message());
    }
    return array;
  }

  static void show(Output output, List<ConfigurationProblem> problems) {
    problems.forEach(problem -> output.progress(problem.display()));
  }

  static boolean anyError(List<ConfigurationProblem> problems) {
    return problems.stream().anyMatch(ConfigurationProblem::isError);
  }
}
