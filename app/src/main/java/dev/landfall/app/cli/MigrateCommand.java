package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.check.Check;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.cloudsync.GroupNaming;
import dev.landfall.engine.migration.Assessment;
import dev.landfall.engine.migration.Invariants;
import dev.landfall.engine.migration.Journal;
import dev.landfall.engine.migration.Migration;
import dev.landfall.engine.migration.MigrationPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = "Group writeback V2 to Cloud Sync: same objects, same SIDs, same members.",
    footer = {"", "Example: landfall migrate assess && landfall migrate run --yes"})
final class MigrateCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  /** What an administrator decides about the groups. */
  static final class Choosing {
    @Option(names = "--exclude", split = ",", paramLabel = "ID", description = "Leave a group out.")
    private List<String> exclude = List.of();

    @Option(names = "--only", split = ",", paramLabel = "ID", description = "Nothing but these.")
    private List<String> only = List.of();

    @Option(
        names = "--naming",
        paramLabel = "default|keep-writeback-names",
        description = "By default the preset that renames fewest groups.")
    private Optional<String> naming = Optional.empty();

    @Option(names = "--strict", description = "A blocked group that is not excluded is a failure.")
    private boolean strict;

    Migration.Choice choice() {
      return new Migration.Choice(
          lower(exclude),
          lower(only),
          naming.map(
              text ->
                  GroupNaming.parse(text)
                      .orElseThrow(
                          () ->
                              new LandfallException(
                                  ErrorCode.CONFIGURATION_INVALID,
                                  "\"" + text + "\" is no naming preset."))));
    }

    boolean strict() {
      return strict;
    }

    private static Set<String> lower(List<String> ids) {
      return ids.stream()
          .map(id -> id.toLowerCase(Locale.ROOT))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Command(
      description = "Reads both sides, changes nothing, judges every group and prerequisite.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall migrate assess --json"})
  int assess(@Mixin Choosing choosing) {
    return root.with(
        landfall -> {
          Migration.Choice choice = choosing.choice();
          Assessment assessment =
              new Migration(landfall.migrationWorld(), entry -> {}).assess(choice);
          MigrationText.print(root.output(), assessment);
          if (fails(assessment, choosing.strict, choice)) {
            return ExitCodes.SAFETY_STOP;
          }
          return assessment.needsAttention() ? ExitCodes.OBJECT_ERRORS : ExitCodes.DONE;
        });
  }

  private static boolean fails(Assessment assessment, boolean strict, Migration.Choice choice) {
    boolean blocked =
        assessment.groups().stream()
            .anyMatch(group -> !group.migratable() && !choice.excluded().contains(group.id()));
    return assessment.anyPrerequisiteFails() || (strict && blocked);
  }

  @Command(
      description = "Prints the plan that run will carry out; the same state gives the same hash.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall migrate plan --out plan.json"})
  int plan(
      @Mixin Choosing choosing, @Option(names = "--out", paramLabel = "FILE") Optional<Path> out) {
    return root.with(
        landfall -> {
          Migration.Choice choice = choosing.choice();
          MigrationPlan plan = new Migration(landfall.migrationWorld(), entry -> {}).plan(choice);
          ObjectNode json = PlanFile.json(plan, choice);
          out.ifPresent(file -> PlanFile.write(file, json));
          Output output = root.output();
          output.document(json);
          MigrationText.describe(output, plan);
          out.ifPresent(file -> output.say("Written to \"" + file + "\"."));
          return ExitCodes.DONE;
        });
  }

  @Command(
      description = "Carries the plan out, journalled. After a crash the same command goes on.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall migrate run --plan plan.json --yes"})
  int run(
      @Mixin Choosing choosing,
      @Option(names = "--plan", paramLabel = "FILE") Optional<Path> file,
      @Option(names = "--until", paramLabel = "STEP", description = "End after this step.")
          Optional<String> until,
      @Option(names = "--yes", description = "Acknowledge warnings and confirm.") boolean yes) {
    until.ifPresent(MigrateCommand::requireStep);
    return root.with(
        landfall -> {
          Output output = root.output();
          Migration migration =
              new Migration(landfall.migrationWorld(), entry -> narrate(output, entry));
          boolean complete =
              migration.currentPlan().isPresent()
                  && !migration.underWay()
                  && migration.status().stream()
                      .allMatch(step -> step.status() == Migration.Status.VERIFIED);
          if (!complete && !migration.underWay()) {
            take(migration, choosing, file, yes);
          } else {
            file.ifPresent(path -> requireSamePlan(migration, path));
          }
          Migration.Outcome outcome = migration.run(until);
          print(migration.status(), outcome.stopped().map(LandfallException::getMessage));
          if (outcome.stopped().isPresent()) {
            LandfallException stopped = outcome.stopped().get();
            output.error(stopped.getMessage());
            output.trace(stopped);
            return ExitCodes.of(stopped.code());
          }
          return ExitCodes.DONE;
        });
  }

  private static void requireStep(String step) {
    if (!Migration.stepIds().contains(step)) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "\"" + step + "\" is no step; there are " + Migration.stepIds() + ".");
    }
  }

  private static void requireSamePlan(Migration migration, Path path) {
    String wanted = PlanFile.read(path).path("sha256").asText();
    String current = migration.currentPlan().map(MigrationPlan::hash).orElse("");
    if (!wanted.equals(current)) {
      throw new LandfallException(
          ErrorCode.PLAN_CHANGED,
          "The plan under way is " + current + ", the file holds " + wanted + ".");
    }
  }

  private void take(Migration migration, Choosing choosing, Optional<Path> file, boolean yes) {
    Output output = root.output();
    Optional<JsonNode> given = file.map(PlanFile::read);
    Migration.Choice choice = given.map(PlanFile::choice).orElseGet(choosing::choice);
    Assessment assessment = migration.assess(choice);
    if (fails(assessment, choosing.strict, choice)) {
      assessment.prerequisites().stream()
          .filter(check -> check.status() == Check.Status.FAIL)
          .forEach(
              check ->
                  output.progress("  " + check.id() + " " + check.message() + " → " + check.fix()));
      boolean wrongConnector =
          assessment.prerequisites().stream()
              .anyMatch(check -> check.message().startsWith("RULE_WRONG_CONNECTOR"));
      throw new LandfallException(
          wrongConnector ? ErrorCode.RULE_WRONG_CONNECTOR : ErrorCode.MIGRATION_GATE,
          (wrongConnector ? "RULE_WRONG_CONNECTOR: " : "")
              + "Prerequisites fail; nothing was changed. See \"landfall migrate assess\".");
    }
    MigrationPlan plan = migration.plan(choice);
    given.ifPresent(
        node ->
            PlanFile.difference(node, PlanFile.json(plan, choice))
                .ifPresent(
                    difference -> {
                      throw new LandfallException(
                          ErrorCode.PLAN_CHANGED,
                          "The plan no longer fits: " + difference + ". Make a new plan.");
                    }));
    if (!yes) {
      MigrationText.describe(output, plan);
      assessment.prerequisites().stream()
          .filter(check -> check.status() == Check.Status.WARN)
          .forEach(check -> output.progress("  warning " + check.id() + " " + check.message()));
      confirm(plan);
    }
    migration.take(plan);
  }

  /** At a terminal the administrator types the tenant id; a script gives {@code --yes}. */
  private static void confirm(MigrationPlan plan) {
    java.io.Console console = System.console();
    String typed =
        console == null
            ? ""
            : Optional.ofNullable(
                    console.readLine(
                        "Step 5 cannot be undone. Type the tenant id %s to go on: ", plan.tenant()))
                .orElse("");
    if (!typed.strip().equalsIgnoreCase(plan.tenant())) {
      throw new LandfallException(
          ErrorCode.MIGRATION_GATE,
          "Not confirmed; nothing was changed. Give --yes to acknowledge warnings and confirm.");
    }
  }

  static void narrate(Output output, Journal.Entry entry) {
    String what =
        switch (entry.kind()) {
          case PLAN -> "plan " + entry.object() + ", " + entry.after();
          case STEP_BEGUN -> "step " + entry.step();
          case INTENT -> "  " + entry.object() + ": " + arrow(entry);
          case DONE -> "";
          case GATE_PASSED -> "  gate " + entry.object() + ": " + entry.after();
          case GATE_REFUSED -> "  gate " + entry.object() + " refused: " + entry.after();
          case STEP_VERIFIED -> "  verified";
          case STEP_FAILED -> "  failed";
        };
    if (!what.isEmpty()) {
      output.progress(what);
    }
  }

  private static String arrow(Journal.Entry entry) {
    return (entry.before().isEmpty() ? "(none)" : entry.before()) + " → " + entry.after();
  }

  private void print(List<Migration.StepStatus> steps, Optional<String> stopped) {
    Output output = root.output();
    ObjectNode document = Output.object();
    document.set("steps", json(steps));
    stopped.ifPresent(message -> document.put("stopped", message));
    output.document(document);
    MigrationText.steps(output, steps);
  }

  static ArrayNode json(List<Migration.StepStatus> steps) {
    ArrayNode array = Output.array();
    for (Migration.StepStatus step : steps) {
      ObjectNode node = array.addObject();
      node.put("id", step.id());
      node.put("status", step.status().name().toLowerCase(Locale.ROOT));
      node.putObject("items").put("done", step.done()).put("total", step.total());
    }
    return array;
  }

  @Command(
      description = "Where the migration stands, step by step.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall migrate status"})
  int status() {
    return root.with(
        landfall -> {
          print(new Migration(landfall.migrationWorld(), entry -> {}).status(), Optional.empty());
          return ExitCodes.DONE;
        });
  }

  @Command(
      description = "Compares both sides after the fact with what they were.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall migrate verify --json"})
  int verify() {
    return root.with(
        landfall -> {
          Migration migration = new Migration(landfall.migrationWorld(), entry -> {});
          Invariants invariants = migration.verify();
          Output output = root.output();
          ObjectNode document = Output.object();
          document.set("invariants", json(invariants));
          ArrayNode foretold = document.putArray("foretold");
          invariants
              .foretold()
              .forEach(
                  loss ->
                      foretold
                          .addObject()
                          .put("id", loss.id())
                          .put("member", loss.member())
                          .put("memberDn", loss.memberDn())
                          .put("reason", loss.reason()));
          ArrayNode details = document.putArray("differences");
          invariants.details().forEach(details::add);
          document.put("journalIntact", migration.journal().intact());
          output.document(document);
          output.say(describe(invariants));
          invariants.details().forEach(detail -> output.say("  " + detail));
          return invariants.hold() ? ExitCodes.DONE : ExitCodes.OBJECT_ERRORS;
        });
  }

  public static String describe(Invariants invariants) {
    return "groups before "
        + invariants.groupsBefore()
        + ", after "
        + invariants.groupsAfter()
        + ", deleted "
        + invariants.deleted()
        + ", recreated "
        + invariants.recreated()
        + ", duplicates "
        + invariants.duplicates()
        + ", membership differences "
        + invariants.membershipDifferences()
        + ", attribute mismatches "
        + invariants.attributeMismatches()
        + ", foretold losses "
        + invariants.foretold().size();
  }

  public static ObjectNode json(Invariants invariants) {
    return Output.object()
        .put("groupsBefore", invariants.groupsBefore())
        .put("groupsAfter", invariants.groupsAfter())
        .put("deleted", invariants.deleted())
        .put("recreated", invariants.recreated())
        .put("duplicates", invariants.duplicates())
        .put("membershipDifferences", invariants.membershipDifferences())
        .put("attributeMismatches", invariants.attributeMismatches());
  }
}
