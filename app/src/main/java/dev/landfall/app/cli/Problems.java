package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.landfall.engine.rule.ConfigurationProblem;
import java.util.List;
import java.util.Locale;

/** Problems of a configuration as JSON and as lines. */
final class Problems {
  private static final int MOST_WARNINGS = 20;

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

  /** Every error; of the warnings as many as somebody will read. */
  static void show(Output output, List<ConfigurationProblem> problems) {
    int warnings = 0;
    for (ConfigurationProblem problem : problems) {
      if (problem.isError() || warnings++ < MOST_WARNINGS) {
        output.progress(problem.display());
      }
    }
    if (warnings > MOST_WARNINGS) {
      output.progress(
          "… and " + (warnings - MOST_WARNINGS) + " more warnings; --json lists them all.");
    }
  }

  static boolean anyError(List<ConfigurationProblem> problems) {
    return problems.stream().anyMatch(ConfigurationProblem::isError);
  }
}
