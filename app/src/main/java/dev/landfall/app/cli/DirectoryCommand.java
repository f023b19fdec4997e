package dev.landfall.app.cli;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "directory",
    mixinStandardHelpOptions = true,
    description = "The embedded directory, and LDIF in and out.",
    subcommands = {DirectoryImportCommand.class, DirectoryExportCommand.class},
    footer = {"", "Example: landfall directory serve --port 3890 --admin-password-file pw.txt"})
final class DirectoryCommand {
  @ParentCommand RootCommand root = new RootCommand();

  @Command(
      description = "Serves the embedded directory until it is ended.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall directory serve --port 3890 --admin-password-file pw.txt"})
  int serve(
      @Option(names = "--port", defaultValue = "0", paramLabel = "P") int port,
      @Option(
              names = "--domain",
              paramLabel = "NAME",
              description = "By default that of the LDIF, else corp.example.com.")
          Optional<String> domain,
      @Option(
              names = "--ldif",
              paramLabel = "FILE",
              description = "Begin with this export of a domain; may be repeated.")
          List<Path> ldif,
      @Option(
              names = "--data",
              paramLabel = "DIR",
              description = "Begin with what is kept there, and keep it there at the end.")
          Optional<Path> data,
      @Option(names = "--admin-password-file", required = true, paramLabel = "F") Path password,
      @Option(names = "--certificate-out", paramLabel = "F", description = "Writes the CA as PEM.")
          Optional<Path> certificate)
      throws InterruptedException {
    Output output = root.output();
    char[] secret = read(password).strip().toCharArray();
    if (secret.length == 0) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, "\"" + password + "\" holds no password.");
    }
    EmbeddedDirectory.Builder builder =
        EmbeddedDirectory.builder()
            .administratorPassword(secret)
            .recycleBin(true)
            .ldapPort(port)
            .ldif(ldif == null ? List.of() : ldif);
    domain.ifPresent(builder::domain);
    data.ifPresent(builder::dataFolder);
    EmbeddedDirectory directory = LdifText.start(builder, output);
    Runtime.getRuntime().addShutdownHook(new Thread(directory::close));
    certificate.ifPresent(file -> write(file, directory.certificatePem()));
    output.raw("ready " + directory.ldapUrl() + "\n");
    output.progress(
        "also "
            + directory.ldapsUrl()
            + ", global catalog "
            + directory.globalCatalogUrl()
            + ", account "
            + directory.administratorDn());
    new CountDownLatch(1).await();
    return ExitCodes.DONE;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "The password file \"" + file + "\" cannot be read.",
          unreadable);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, "\"" + file + "\" cannot be written.", failed);
    }
  }
}
