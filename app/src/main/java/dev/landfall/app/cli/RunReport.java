package dev.landfall.app.cli;

import dev.landfall.engine.run.RunRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs as table rows. */
final class RunReport {
  static final List<String> HEADERS =
      List.of("run", "connector", "profile", "started", "result", "counters");

  private RunReport() {}

  static List<String> row(RunRecord run) {
    return List.of(
        Long.toString(run.sequence()),
        run.connectorName(),
        run.profile().label(),
        run.started().toString(),
        run.result().result(),
        counters(run.result().counters()));
  }

  static String counters(Map<String, Long> counters) {
    return counters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  /** A run that has ended, as people follow a cycle. */
  static void narrate(Output output, RunRecord run) {
    output.progress(
        run.connectorName()
            + ", "
            + run.profile().label()
            + ": "
            + run.result().result()
            + " "
            + counters(run.result().counters()));
    errors(output, run);
  }

  /** The first errors of a run, one per line. */
  static void errors(Output output, RunRecord run) {
    run.result().errors().stream()
        .limit(20)
        .forEach(
            issue ->
                output.progress(
                    (issue.warning() ? "  warning " : "  error ")
                        + issue.code()
                        + " \""
                        + issue.object()
                        + "\": "
                        + issue.message()));
    if (run.result().errors().size() > 20) {
      output.progress(
          "  … and "
              + (run.result().errors().size() - 20)
              + " more: landfall history show "
              + run.sequence());
    }
  }
}
