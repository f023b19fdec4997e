package dev.landfall.app.cli;

import dev.landfall.app.config.HomeConfiguration;
import dev.landfall.app.wiring.ForestSettings;
import dev.landfall.connectors.ad.AdExport;
import dev.landfall.connectors.ad.AdSettings;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a domain as LDIF to rehearse on: schema, objects, all members. Changes nothing there.",
      "Reads the forest of landfall.yaml, or the server named with --url. Passwords and other"
          + " confidential attributes are left out."
    },
    footer = {"", "Example: landfall directory export corp.ldif --forest corp.example.com"})
final class DirectoryExportCommand implements Callable<Integer> {
  @ParentCommand private DirectoryCommand parent = new DirectoryCommand();

  @Parameters(paramLabel = "FILE")
  private Path file = Path.of("");

  @Option(
      names = "--forest",
      paramLabel = "NAME",
      description = "One of landfall.yaml; needed if there are several.")
  private Optional<String> forest = Optional.empty();

  @ArgGroup(exclusive = false, heading = "A server that is not in landfall.yaml:%n")
  private @Nullable Server server;

  /** Another server than that of the configuration. */
  static final class Server {
    @Option(names = "--url", required = true, paramLabel = "URL")
    private String url = "";

    @Option(names = "--account", required = true, paramLabel = "DN|UPN")
    private String account = "";

    @Option(names = "--password-file", required = true, paramLabel = "F")
    private Path password = Path.of("");

    @Option(names = "--certificate", paramLabel = "PEM", description = "What to trust.")
    private Optional<Path> certificate = Optional.empty();

    private AdSettings settings() {
      AdSettings settings = AdSettings.of(url, account, DirectoryCommand.read(password).strip());
      if (certificate.isPresent()) {
        return settings.trusting(DirectoryCommand.read(certificate.get()));
      }
      boolean clear = url.regionMatches(true, 0, "ldap:", 0, 5);
      return clear ? settings.withSecurity(AdSettings.Security.PLAIN) : settings;
    }
  }

  @Override
  public Integer call() {
    Output output = parent.root.output();
    AdSettings settings = server == null ? configured() : server.settings();
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
    try {
      // Made readable by its owner only, and given its name when it is whole.
      Path whole = Files.createTempFile(folder, file.getFileName().toString(), ".new");
      try {
        long entries = write(settings, whole, output);
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        output.document(Output.object().put("file", file.toString()).put("entries", entries));
        output.say(entries + " entries are in \"" + file + "\".");
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException failed) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "\"" + file + "\" cannot be written: " + failed.getMessage(),
          failed);
    }
    return ExitCodes.DONE;
  }

  private static long write(AdSettings settings, Path to, Output output) throws IOException {
    try (AdExport export = new AdExport(settings);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
      return export.write(out, written -> output.progress(written + " entries …"));
    }
  }

  private AdSettings configured() {
    HomeConfiguration configuration = parent.root.configuration();
    List<HomeConfiguration.Forest> found =
        configuration.forests().stream()
            .filter(one -> forest.map(one.name()::equalsIgnoreCase).orElse(true))
            .toList();
    if (found.size() != 1) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "Name one forest with --forest; landfall.yaml has "
              + configuration.forests().stream().map(HomeConfiguration.Forest::name).toList()
              + ".");
    }
    return ForestSettings.of(found.get(0));
  }
}
