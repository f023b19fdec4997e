package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.api.RunJson;
import dev.landfall.app.rehearse.Copies;
import dev.landfall.app.rehearse.DirectoryChanges;
import dev.landfall.app.rehearse.RehearsalReport;
import dev.landfall.app.rehearse.RehearsalReport.MigrationPart;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.migration.Migration;
import dev.landfall.engine.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A rehearsal as people and scripts read it. */
final class RehearsalText {
  private static final int MOST_SHOWN = 20;

  private final Output output;
  private final Copies copies;
  private final RehearsalReport report;
  private final Migration.Choice choice;

  RehearsalText(Output output, Copies copies, RehearsalReport report, Migration.Choice choice) {
    this.output = output;
    this.copies = copies;
    this.report = report;
    this.choice = choice;
  }

  int exitCode() {
    if (report.stopped().isPresent()) {
      return ExitCodes.of(report.stopped().get().code());
    }
    int runs = ExitCodes.of(report.runs());
    boolean differences =
        report.migration().flatMap(MigrationPart::invariants).filter(it -> !it.hold()).isPresent();
    return runs == ExitCodes.DONE && differences ? ExitCodes.OBJECT_ERRORS : runs;
  }

  private String result() {
    return switch (exitCode()) {
      case ExitCodes.DONE -> "success";
      case ExitCodes.SAFETY_STOP -> "stopped";
      case ExitCodes.OBJECT_ERRORS -> "differences";
      default -> "failure";
    };
  }

  void print() {
    output.document(json());
    output.say(
        "Copies: "
            + copies.tenantSummary().total()
            + " objects of the tenant, "
            + copies.directoryReport().entries()
            + " entries of the domain");
    report.notes().forEach(note -> output.say("  " + note));
    output.say("");
    output.say("What the next cycle would export:");
    StagingCommand.table(output, report.pending());
    changes("What that does to the domain:", report.byCycle());
    errors();
    report.migration().ifPresent(this::print);
    output.say("");
    report.durations().forEach((part, time) -> output.say("  " + part + "  " + time));
    output.say(conclusion());
  }

  private void errors() {
    List<RunRecord> unclean = report.runs().stream().filter(run -> !run.result().clean()).toList();
    if (!unclean.isEmpty()) {
      output.say("");
      output.say("Runs with errors:");
      output.table(RunReport.HEADERS, unclean.stream().map(RunReport::row).toList());
    }
  }

  private void print(MigrationPart part) {
    output.say("");
    output.say("The migration:");
    MigrationText.table(output, part.assessment());
    part.plan()
        .ifPresent(
            plan -> {
              output.say("");
              MigrationText.describe(output, plan);
              output.say("");
              MigrationText.steps(output, part.steps());
            });
    changes("What it does to the domain:", part.changes());
    part.invariants()
        .ifPresent(
            invariants -> {
              output.say("");
              output.say(MigrateCommand.describe(invariants));
              invariants.details().forEach(detail -> output.say("  " + detail));
            });
  }

  private void changes(String title, DirectoryChanges changes) {
    output.say("");
    output.say(
        title
            + " "
            + changes.created().size()
            + " created, "
            + changes.changed().size()
            + " changed, "
            + changes.deleted().size()
            + " deleted");
    show("created", changes.created());
    show("changed", changes.changed());
    show("deleted", changes.deleted());
  }

  private void show(String what, List<String> names) {
    names.stream().limit(MOST_SHOWN).forEach(dn -> output.say("  " + what + "  " + dn));
    if (names.size() > MOST_SHOWN) {
      output.say("  … and " + (names.size() - MOST_SHOWN) + " more; --json lists them.");
    }
  }

  private String conclusion() {
    if (report.stopped().isPresent()) {
      return "In production it would end here: " + report.stopped().get().getMessage();
    }
    return switch (exitCode()) {
      case ExitCodes.DONE ->
          "On the copies it went through. They cannot show the rights of the production account,"
              + " other servers, and what has changed since the exports.";
      case ExitCodes.OBJECT_ERRORS ->
          "It came to its end, but not every object did: see the errors and differences above.";
      default -> "It did not come to its end: see the runs above.";
    };
  }

  private ObjectNode json() {
    ObjectNode document = Output.object();
    document.put("result", result());
    report.stopped().ifPresent(stopped -> document.put("stopped", stopped.getMessage()));
    ArrayNode notes = document.putArray("notes");
    report.notes().forEach(notes::add);
    ObjectNode tenant = document.putObject("tenant");
    copies.tenantSummary().objects().forEach(tenant::put);
    tenant.put("links", copies.tenantSummary().links());
    document.set("directory", LdifText.json(copies.directoryReport()));
    ObjectNode cycle = document.putObject("cycle");
    cycle.set("pending", StagingCommand.json(report.pending()));
    cycle.set("changes", json(report.byCycle()));
    report.migration().ifPresent(part -> document.set("migration", json(part)));
    document.set("left", StagingCommand.json(report.left()));
    ArrayNode runs = document.putArray("runs");
    report.runs().forEach(run -> runs.add(RunJson.write(run)));
    ObjectNode durations = document.putObject("durations");
    report.durations().forEach((part, time) -> durations.put(part, time.toString()));
    return document;
  }

  private ObjectNode json(MigrationPart part) {
    ObjectNode node = Output.object();
    node.setAll(MigrationText.json(part.assessment()));
    part.plan().ifPresent(plan -> node.set("plan", PlanFile.json(plan, choice)));
    node.set("steps", MigrateCommand.json(part.steps()));
    part.invariants()
        .ifPresent(
            invariants -> {
              node.set("invariants", MigrateCommand.json(invariants));
              ArrayNode differences = node.putArray("differences");
              invariants.details().forEach(differences::add);
            });
    node.set("changes", json(part.changes()));
    return node;
  }

  private static ObjectNode json(DirectoryChanges changes) {
    ObjectNode node = Output.object();
    ArrayNode created = node.putArray("created");
    changes.created().forEach(created::add);
    ArrayNode changed = node.putArray("changed");
    changes.changed().forEach(changed::add);
    ArrayNode deleted = node.putArray("deleted");
    changes.deleted().forEach(deleted::add);
    return node;
  }

  /** Writes report and plan beside the home that was played in. */
  void keep(Path folder) {
    try {
      Files.writeString(folder.resolve("report.json"), json().toPrettyString() + "\n");
    } catch (IOException failed) {
      throw new LandfallException(
          ErrorCode.STORE_FAILED, "\"" + folder + "\" cannot be written.", failed);
    }
    report
        .migration()
        .flatMap(MigrationPart::plan)
        .ifPresent(
            plan -> PlanFile.write(folder.resolve("plan.json"), PlanFile.json(plan, choice)));
    output.say("Report, pending exports and plan are in \"" + folder + "\".");
  }
}
