package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.emulators.tenant.ImportProblem;
import dev.landfall.emulators.tenant.TenantImport;
import dev.landfall.emulators.tenant.TenantImportException;
import dev.landfall.engine.rule.ConfigurationProblem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Reads a tenant from a JSON Lines file into a data folder: all of it, or nothing when a"
            + " line is wrong.",
    footer = {"", "Example: landfall tenant import tenant.jsonl --data ./tenant"})
final class TenantImportCommand implements Callable<Integer> {
  @ParentCommand private TenantCommand tenant = new TenantCommand();

  @Parameters(paramLabel = "FILE", description = "The file; its format is docs/tenant-format.md.")
  private Path file = Path.of("");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The data folder; must not hold a tenant.")
  private Path data = Path.of("");

  @Override
  public Integer call() {
    Output output = tenant.root().output();
    try {
      LineProgress progress = new LineProgress(output, "read");
      show(output, new TenantImport(Clock.systemUTC(), progress).read(file, data), data);
      return ExitCodes.DONE;
    } catch (TenantImportException e) {
      List<ConfigurationProblem> problems =
          e.problems().stream().map(TenantImportCommand::problem).toList();
      ObjectNode document = Output.object();
      document.putObject("objects");
      document.set("problems", Problems.json(problems));
      output.document(document);
      Problems.show(output, problems);
      output.say("Nothing was imported.");
      return ExitCodes.CONFIGURATION;
    } catch (FileAlreadyExistsException e) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "\"" + data + "\" holds a tenant already. Choose an empty folder.",
          e);
    } catch (NoSuchFileException e) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, "There is no file \"" + file + "\".", e);
    } catch (IOException e) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "\"" + file + "\" cannot be imported into \"" + data + "\": " + e.getMessage(),
          e);
    }
  }

  private static ConfigurationProblem problem(ImportProblem problem) {
    return ConfigurationProblem.error(
        "TENANT_FILE_INVALID",
        problem.source(),
        problem.line(),
        problem.field(),
        problem.message());
  }

  /** Tells what came in. */
  static void show(Output output, TenantImport.Summary summary, Path data) {
    ObjectNode document = Output.object();
    ObjectNode objects = document.putObject("objects");
    summary.objects().forEach(objects::put);
    document.put("links", summary.links());
    document.putArray("problems");
    output.document(document);
    output.say(
        String.format(
            "%,d objects with %,d memberships and other links in \"%s\".",
            summary.total(), summary.links(), data));
    output.say("Next: landfall tenant serve --data " + data);
  }
}
