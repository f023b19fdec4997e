package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import dev.landfall.emulators.directory.LdifException;
import dev.landfall.emulators.directory.LdifProblem;
import dev.landfall.emulators.directory.LdifReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of LDIF files, for people and scripts. */
final class LdifText {
  private static final int MOST_SHOWN = 20;

  private LdifText() {}

  /** Starts an embedded directory; what is wrong with its files is an error of configuration. */
  static EmbeddedDirectory start(EmbeddedDirectory.Builder builder, Output output) {
    try {
      EmbeddedDirectory directory = builder.start();
      directory.loaded().ifPresent(report -> describe(output, report));
      return directory;
    } catch (LdifException | IllegalStateException wrong) {
      if (wrong instanceof LdifException files) {
        output.document(Output.object().set("problems", json(files.problems())));
      }
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, String.valueOf(wrong.getMessage()), wrong);
    }
  }

  /** Progress: what was taken over, and what was not. */
  static void describe(Output output, LdifReport report) {
    output.progress(
        report.entries()
            + " entries, "
            + report.links()
            + " links"
            + (report.deleted() > 0 ? ", without " + report.deleted() + " tombstones" : ""));
    report
        .dangling()
        .forEach(
            (name, count) ->
                output.progress("  " + name + ": " + count + " values name no entry of the files"));
    if (!report.newAttributes().isEmpty() || !report.newClasses().isEmpty()) {
      output.progress(
          "  "
              + report.newAttributes().size()
              + " attributes and "
              + report.newClasses().size()
              + " classes were added to the schema as their values look");
    }
    report.warnings().stream()
        .limit(MOST_SHOWN)
        .forEach(problem -> output.progress("  " + problem.display()));
    if (report.warnings().size() > MOST_SHOWN) {
      output.progress(
          "  … and " + (report.warnings().size() - MOST_SHOWN) + " more; --json lists them.");
    }
  }

  static ObjectNode json(LdifReport report) {
    ObjectNode node = Output.object();
    node.put("entries", report.entries());
    node.put("links", report.links());
    node.put("tombstones", report.deleted());
    counts(node.putObject("dangling"), report.dangling());
    counts(node.putObject("newAttributes"), report.newAttributes());
    ArrayNode classes = node.putArray("newClasses");
    report.newClasses().forEach(classes::add);
    node.set("problems", json(report.warnings()));
    return node;
  }

  private static void counts(ObjectNode node, Map<String, Long> counts) {
    new TreeMap<>(counts).forEach(node::put);
  }

  private static ArrayNode json(List<LdifProblem> problems) {
    ArrayNode array = Output.array();
    for (LdifProblem problem : problems) {
      array
          .addObject()
          .put("severity", problem.error() ? "error" : "warning")
          .put("file", problem.file())
          .put("line", problem.line())
          .put("attribute", problem.attribute())
          .put("message", problem.message());
    }
    return array;
  }
}
