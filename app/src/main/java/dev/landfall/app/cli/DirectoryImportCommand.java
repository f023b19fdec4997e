package dev.landfall.app.cli;

import dev.landfall.emulators.directory.EmbeddedDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Takes an export of a domain over: LDIF of ldifde, ldapsearch or \"directory export\".",
      "Lists everything wrong in the files at once. Without --data nothing is kept: a check."
    },
    footer = {"", "Example: landfall directory import corp.ldif --data ./directory"})
final class DirectoryImportCommand implements Callable<Integer> {
  @ParentCommand private DirectoryCommand parent = new DirectoryCommand();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The schema, if any, first.")
  private List<Path> files = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder for \"directory serve --data\"; must not hold a directory yet.")
  private Optional<Path> data = Optional.empty();

  @Override
  public Integer call() {
    Output output = parent.root.output();
    // Nobody signs in: the directory lives as long as the command.
    EmbeddedDirectory.Builder builder =
        EmbeddedDirectory.builder()
            .administratorPassword(UUID.randomUUID().toString().toCharArray())
            .recycleBin(true)
            .ldif(files);
    data.ifPresent(builder::dataFolder);
    try (EmbeddedDirectory directory = LdifText.start(builder, output)) {
      directory.loaded().ifPresent(report -> output.document(LdifText.json(report)));
      output.say(
          data.map(folder -> "The directory is kept in \"" + folder + "\".")
              .orElse("The files can be taken over."));
    }
    return ExitCodes.DONE;
  }
}
