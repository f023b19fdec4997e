package dev.landfall.app.cli;

import dev.landfall.app.api.ApiClient;
import dev.landfall.app.api.Endpoint;
import dev.landfall.app.config.ConfigurationException;
import dev.landfall.app.config.ConfigurationReader;
import dev.landfall.app.config.HomeConfiguration;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import dev.landfall.engine.run.RuleStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line, and what every command shares. */
@Command(
    name = "landfall",
    mixinStandardHelpOptions = true,
    versionProvider = RootCommand.Version.class,
    sortOptions = false,
    description = "Keeps Microsoft Entra ID and Active Directory in step.",
    footer = {
      "",
      "Example: landfall demo",
      "Exit codes: 0 done, 1 failed, 2 usage or" + " configuration, 3 safety stop, 4 object errors."
    })
public final class RootCommand implements Runnable {

  @Option(
      names = "--home",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description = "Folder with landfall.yaml and the database (LANDFALL_HOME, ./landfall-home).")
  private Optional<Path> home = Optional.empty();

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON document on standard output.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "More words, and stack traces of failures.")
  private boolean verbose;

  @Option(
      names = "--allow-plain-secrets",
      scope = ScopeType.INHERIT,
      description = "Accept secrets in clear text in landfall.yaml.")
  private boolean plainSecrets;

  @Spec private CommandSpec spec;

  private boolean logProgress;

  RootCommand() {
    this.spec = CommandSpec.create();
  }

  /** Parses and runs; every failure becomes a message and an exit code. */
  public static int execute(String[] arguments) {
    RootCommand root = new RootCommand();
    CommandLine line = new CommandLine(root);
    Commands.addTo(line, arguments);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExitCodeExceptionMapper(RootCommand::exitCode);
    line.setParameterExceptionHandler(
        (mistake, given) -> {
          CommandLine command = mistake.getCommandLine();
          command.getErr().println("landfall: " + mistake.getMessage());
          CommandLine.UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
          command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
          return ExitCodes.CONFIGURATION;
        });
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          Output output = root.output();
          String message = String.valueOf(failure.getMessage());
          output.error(
              failure instanceof LandfallException || failure instanceof ConfigurationException
                  ? message
                  : "Something went wrong that should not: "
                      + failure.getClass().getSimpleName()
                      + ": "
                      + message
                      + " (run with --verbose for details).");
          output.trace(failure);
          return exitCode(failure);
        });
    return line.execute(arguments);
  }

  private static int exitCode(Throwable failure) {
    if (failure instanceof ConfigurationException) {
      return ExitCodes.CONFIGURATION;
    }
    return failure instanceof LandfallException known
        ? ExitCodes.of(known.code())
        : ExitCodes.FAILED;
  }

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  Output output() {
    System.setProperty(
        "org.slf4j.simpleLogger.defaultLogLevel", verbose || logProgress ? "info" : "error");
    return new Output(json, verbose);
  }

  /** What goes on is logged, with times unless the journal of systemd adds its own. */
  void logProgress() {
    logProgress = true;
    System.setProperty("org.slf4j.simpleLogger.log.org.eclipse.jetty", "warn");
    System.setProperty("org.slf4j.simpleLogger.log.io.javalin", "warn");
    if (System.getenv("JOURNAL_STREAM") == null) {
      System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
      System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ssX");
    }
    output();
  }

  Path home() {
    return home.orElseGet(
        () -> Path.of(Optional.ofNullable(System.getenv("LANDFALL_HOME")).orElse("landfall-home")));
  }

  /** Works with the whole of a home: configuration, store, connected systems. */
  <T> T with(Function<Landfall, T> work) {
    output();
    try (Landfall landfall = new Landfall(configuration(), home(), Clock.systemUTC())) {
      return work.apply(landfall);
    }
  }

  HomeConfiguration configuration() {
    return ConfigurationReader.read(home(), System.getenv(), plainSecrets);
  }

  /** Works with the store of a home alone; no landfall.yaml is needed. */
  <T> T withStore(Function<Store, T> work) {
    output();
    try (Store store = Landfall.openStore(home(), ConfigurationReader.storeLocation(home()))) {
      return work.apply(store);
    }
  }

  /** Reads the store of a home, beside whoever writes to it. */
  <T> T reading(Function<Store, T> work) {
    output();
    try (Store store =
        Landfall.openStoreForReading(home(), ConfigurationReader.storeLocation(home()))) {
      return work.apply(store);
    }
  }

  /** The rules of a store, to be changed by whoever works here. */
  static RuleStore rules(Store store) {
    return new RuleStore(store, Clock.systemUTC(), user());
  }

  /** The service of this home, if one runs. */
  Optional<ApiClient> service() {
    output();
    return Endpoint.of(home()).map(endpoint -> new ApiClient(endpoint, user()));
  }

  /** Who works here, for the run history. */
  static String user() {
    return System.getProperty("user.name", "");
  }

  /** The version of the build. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "landfall "
            + Optional.ofNullable(RootCommand.class.getPackage().getImplementationVersion())
                .orElse("development")
      };
    }
  }

  static String completion(CommandLine root) {
    return AutoComplete.bash("landfall", root);
  }
}
