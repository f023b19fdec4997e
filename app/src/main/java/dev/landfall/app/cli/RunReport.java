package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.engine.run.StepResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs as JSON and as table rows. */
final class RunReport {
  static final List<String> HEADERS =
      List.of("run", "connector", "profile", "started", "result", "counters");

  private RunReport() {}

  static ObjectNode json(RunRecord run) {
    ObjectNode node = Output.object();
    node.put("sequence", run.sequence());
    node.put("id", run.id().toString());
    node.put("number", run.number());
    node.put("connector", run.connectorName());
    node.put("connectorId", run.connector().value());
    node.put("profile", run.profile().option());
    node.put("user", run.user());
    node.put("started", run.started().toString());
    run.ended().ifPresent(ended -> node.put("ended", ended.toString()));
    node.put("result", run.result().result());
    ObjectNode step = node.putArray("steps").addObject();
    step.put("number", 1);
    step.put("result", run.result().result());
    ObjectNode counters = step.putObject("counters");
    run.result().counters().forEach(counters::put);
    ArrayNode errors = step.putArray("errors");
    for (StepResult.ObjectIssue issue : run.result().errors()) {
      errors
          .addObject()
          .put("code", issue.code())
          .put("object", issue.object())
          .put("message", issue.message())
          .put("detail", issue.detail())
          .put("warning", issue.warning());
    }
    return node;
  }

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
