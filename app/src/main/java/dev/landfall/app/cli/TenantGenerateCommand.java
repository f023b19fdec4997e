package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.emulators.tenant.TenantImport;
import dev.landfall.emulators.tenant.generate.TenantGenerator;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a company that looks like a real one: people with departments and managers, groups of"
          + " every kind, nested ones, written-back ones, with sizes from one member to everybody.",
      "The same numbers make the same company."
    },
    footer = {
      "",
      "Example: landfall tenant generate --users 5000 --groups 800 --seed 1 --data ./tenant"
    })
final class TenantGenerateCommand implements Callable<Integer> {
  @ParentCommand private TenantCommand tenant = new TenantCommand();

  @Option(
      names = "--users",
      defaultValue = "1000",
      paramLabel = "N",
      description = "People and guests; ${DEFAULT-VALUE} if not given.")
  private int users;

  @Option(
      names = "--groups",
      defaultValue = "200",
      paramLabel = "N",
      description = "Groups; ${DEFAULT-VALUE} if not given.")
  private int groups;

  @Option(
      names = "--memberships",
      paramLabel = "N",
      description = "About so many over all groups; 25 for each user if not given.")
  private Optional<Long> memberships = Optional.empty();

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Another seed, another company; ${DEFAULT-VALUE} if not given.")
  private long seed;

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  static final class Target {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "A data folder for tenant serve; must not hold a tenant.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "A JSON Lines file.")
    private Optional<Path> file = Optional.empty();
  }

  @Override
  public Integer call() {
    Output output = tenant.root().output();
    TenantGenerator generator = new TenantGenerator(size(), seed);
    try {
      if (target.file.isPresent()) {
        try (Writer out = Files.newBufferedWriter(target.file.get(), StandardCharsets.UTF_8)) {
          generator.write(out);
        }
        ObjectNode document = Output.object();
        document.put("file", target.file.get().toString());
        output.document(document);
        output.say("The company is in \"" + target.file.get() + "\".");
      } else {
        Path data = target.data.orElseThrow();
        TenantImport reader = new TenantImport(Clock.systemUTC(), new LineProgress(output, "made"));
        TenantImportCommand.show(output, generator.into(data, reader), data);
      }
      return ExitCodes.DONE;
    } catch (FileAlreadyExistsException e) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "\""
              + target.data.map(Path::toString).orElse("")
              + "\" holds a tenant already. Choose"
              + " an empty folder.",
          e);
    } catch (IOException e) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, "The company cannot be written: " + e.getMessage(), e);
    }
  }

  private TenantGenerator.Size size() {
    try {
      return memberships
          .map(count -> new TenantGenerator.Size(users, groups, count))
          .orElseGet(() -> TenantGenerator.Size.of(users, groups));
    } catch (IllegalArgumentException e) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, String.valueOf(e.getMessage()), e);
    }
  }
}
