package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.emulators.tenant.TenantExport;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes the tenant in a data folder as JSON Lines, also while it runs.",
    footer = {"", "Example: landfall tenant export --data ./tenant --out tenant.jsonl"})
final class TenantExportCommand implements Callable<Integer> {
  @ParentCommand private TenantCommand tenant = new TenantCommand();

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data folder.")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write; standard output without it.")
  private Optional<Path> file = Optional.empty();

  @Override
  public Integer call() {
    Output output = tenant.root().output();
    TenantExport export = new TenantExport(new LineProgress(output, "wrote"));
    try (Writer out = file.isPresent() ? writer(file.get()) : output.writer()) {
      long lines = export.write(data, out);
      if (file.isPresent()) {
        ObjectNode document = Output.object();
        document.put("file", file.get().toString()).put("lines", lines);
        output.document(document);
        output.say(String.format("%,d lines in \"%s\".", lines, file.get()));
      }
      return ExitCodes.DONE;
    } catch (NoSuchFileException e) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, "\"" + data + "\" holds no tenant.", e);
    } catch (IOException e) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "\""
              + file.map(Path::toString).orElse("standard output")
              + "\" cannot be written: "
              + e.getMessage(),
          e);
    }
  }

  // The folder is checked before the file is made: a wrong --data must not empty a good file.
  private Writer writer(Path target) throws IOException {
    if (!Files.isDirectory(data)) {
      throw new NoSuchFileException(data.toString());
    }
    return Files.newBufferedWriter(target, StandardCharsets.UTF_8);
  }
}
