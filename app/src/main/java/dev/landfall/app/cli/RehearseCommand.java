package dev.landfall.app.cli;

import dev.landfall.app.config.Arrangement;
import dev.landfall.app.config.ConfigurationReader;
import dev.landfall.app.pending.AttributeRules;
import dev.landfall.app.pending.CsvPendingExports;
import dev.landfall.app.pending.PendingExportReader;
import dev.landfall.app.rehearse.Copies;
import dev.landfall.app.rehearse.Rehearsal;
import dev.landfall.app.rehearse.RehearsalReport;
import dev.landfall.app.rehearse.Stage;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.emulators.directory.LdifException;
import dev.landfall.emulators.tenant.ImportProblem;
import dev.landfall.emulators.tenant.TenantImportException;
import dev.landfall.engine.migration.Journal;
import dev.landfall.engine.run.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "rehearse",
    mixinStandardHelpOptions = true,
    description = {
      "A whole migration, or a cycle, on copies of your tenant and your domain.",
      "Prints what would happen in production. Nothing outside this process is contacted; no secret"
          + " is needed."
    },
    footer = {
      "",
      "Example: landfall rehearse --tenant tenant.jsonl --directory corp.ldif --config landfall.yaml"
    })
final class RehearseCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root = new RootCommand();

  @Option(
      names = "--tenant",
      required = true,
      paramLabel = "FILE",
      description = "JSON Lines; docs/tenant-format.md says how to get it.")
  private Path tenant = Path.of("");

  @Option(
      names = "--directory",
      required = true,
      paramLabel = "FILE",
      description = "LDIF of directory export, ldifde or ldapsearch; may be repeated.")
  private List<Path> directory = List.of();

  @Option(names = "--migration", description = "Rehearse the migration; this is the default.")
  private boolean migration;

  @Option(names = "--cycle", description = "Rehearse a synchronization cycle alone.")
  private boolean cycle;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "landfall.yaml of the home to rehearse for: containers, writeback, Cloud Sync container.",
        "Rules, settings and connector spaces are copied from the store beside it. By default the"
            + " copies tell, and the rules are the standard ones."
      })
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Keep the report, pending exports as CSV, the plan, and the home played in.")
  private Optional<Path> out = Optional.empty();

  @Mixin private MigrateCommand.Choosing choosing = new MigrateCommand.Choosing();

  @Override
  public Integer call() {
    if (cycle && migration) {
      throw invalid("Give --cycle or --migration, not both.");
    }
    Output output = root.output();
    if (out.isPresent()) {
      return play(emptyFolder(out.get()), output);
    }
    Path temporary = TemporaryHome.create("landfall-rehearsal");
    try {
      return play(temporary, output);
    } finally {
      TemporaryHome.delete(temporary);
    }
  }

  private int play(Path folder, Output output) {
    Clock clock = Clock.systemUTC();
    Optional<Arrangement> arrangement = config.map(ConfigurationReader::arrangement);
    output.progress("Copies of tenant and domain are made …");
    try (Copies copies =
        Copies.of(
            tenant, directory, folder.resolve("tenant"), clock, new LineProgress(output, "read"))) {
      LdifText.describe(output, copies.directoryReport());
      Stage stage = Stage.of(copies, arrangement);
      if (!cycle && stage.configuration().groupWriteback().isEmpty()) {
        throw invalid(
            "There is nothing to migrate: no group of the LDIF carries the mark of group writeback"
                + " (adminDescription Group_…)"
                + (config.isPresent() ? ", and --config has no groupWriteback." : ".")
                + " Rehearse with --cycle.");
      }
      boolean remembers = arrangement.map(given -> ownStore(given, folder)).orElse(false);
      try (Landfall landfall = new Landfall(stage.configuration(), folder, clock)) {
        return play(landfall, copies, stage, remembers, folder, output);
      }
    } catch (TenantImportException wrong) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          wrong.problems().stream().map(ImportProblem::display).collect(Collectors.joining("\n")),
          wrong);
    } catch (LdifException wrong) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, String.valueOf(wrong.getMessage()), wrong);
    } catch (IOException unreadable) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "The tenant file \"" + tenant + "\" cannot be read: " + unreadable.getMessage(),
          unreadable);
    }
  }

  /** Rules, settings, and what the engine remembers of both sides, from beside the file. */
  private boolean ownStore(Arrangement arrangement, Path folder) {
    Path file = config.orElseThrow().toAbsolutePath();
    Path home = Optional.ofNullable(file.getParent()).orElse(Path.of("."));
    return Landfall.copyStore(home, arrangement.store(), folder);
  }

  private int play(
      Landfall landfall, Copies copies, Stage stage, boolean remembers, Path folder, Output output)
      throws IOException {
    Rehearsal rehearsal = new Rehearsal(landfall, copies, stage, watcher(landfall, folder, output));
    rehearsal.note(
        remembers
            ? "Rules, settings and connector spaces are a copy of the store beside --config."
            : "There was no store to begin with: the rules are the standard ones, and an object that"
                + " is gone on one side shows as an orphan on the other, where production would"
                + " delete it.");
    rehearsal.makeUpFor(tenant);
    RehearsalReport report =
        cycle ? rehearsal.cycle() : rehearsal.migrate(choosing.choice(), choosing.strict());
    RehearsalText text = new RehearsalText(output, copies, report, choosing.choice());
    text.print();
    out.ifPresent(kept -> text.keep(kept));
    return text.exitCode();
  }

  private Rehearsal.Watcher watcher(Landfall landfall, Path folder, Output output) {
    return new Rehearsal.Watcher() {
      @Override
      public void run(RunRecord run) {
        RunReport.narrate(output, run);
      }

      @Override
      public void journal(Journal.Entry entry) {
        MigrateCommand.narrate(output, entry);
      }

      @Override
      public void pending() {
        if (out.isPresent()) {
          landfall.engine().connectors().forEach(one -> writePending(landfall, one, folder));
        }
      }
    };
  }

  private static void writePending(Landfall landfall, Connector connector, Path folder) {
    Path file = folder.resolve("pending-" + connector.id() + ".csv");
    try (Writer out = Files.newBufferedWriter(file)) {
      new PendingExportReader(
              landfall.store(), connector.id(), PendingExportReader.Filter.EVERYTHING)
          .writeTo(
              new CsvPendingExports(
                  out, new AttributeRules(landfall.engine().rules().all(), connector.id())));
    } catch (IOException failed) {
      throw new UncheckedIOException("\"" + file + "\" cannot be written.", failed);
    }
  }

  private static Path emptyFolder(Path folder) {
    try {
      Files.createDirectories(folder);
      try (var inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw invalid("\"" + folder + "\" is not empty. Choose a new folder for --out.");
        }
      }
      return folder;
    } catch (IOException failed) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, "\"" + folder + "\" cannot be made.", failed);
    }
  }

  private static LandfallException invalid(String message) {
    return new LandfallException(ErrorCode.CONFIGURATION_INVALID, message);
  }
}
