package dev.landfall.engine.run;

import java.util.Comparator;
import java.util.List;

/** The order of results when one of several is to be shown; a later constant is worse. */
enum Severity {
  SUCCESS,
  WARNINGS,
  ERRORS,
  ERROR_LIMIT,
  STOPPED;

  static Severity of(String result) {
    if (result.equals("stopped-error-limit")) {
      return ERROR_LIMIT;
    }
    if (result.startsWith("stopped") || result.startsWith("no-start")) {
      return STOPPED;
    }
    if (result.startsWith("completed") && result.endsWith("-errors")) {
      return ERRORS;
    }
    return result.startsWith("completed") && !result.equals("completed-no-objects")
        ? WARNINGS
        : SUCCESS;
  }

  /** The most severe result of several runs; {@code success} if there are none. */
  static String worst(List<RunRecord> runs) {
    return runs.stream()
        .map(run -> run.result().result())
        .max(Comparator.comparing(Severity::of))
        .filter(result -> of(result) != SUCCESS)
        .orElse("success");
  }
}
