package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.landfall.app.config.ConfigurationReader;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import dev.landfall.engine.rule.ServerDifference;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.xml.ConfigurationFolder;
import dev.landfall.engine.run.EngineSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Compares rules and settings with another home, or rules with an Entra Connect folder.",
      "Exit code 4 when they differ."
    },
    footer = {"", "Example: landfall config diff /mnt/standby/landfall-home"})
final class ConfigDiffCommand implements Callable<Integer> {
  @ParentCommand private ConfigCommand config = new ConfigCommand();

  @Parameters(paramLabel = "HOME|DIR", description = "The other server's, or a copy of it.")
  private Path other = Path.of("");

  /** What is compared. */
  private record Side(List<SyncRule> rules, Map<String, String> settings) {
    static Side of(Store store) {
      return new Side(
          RootCommand.rules(store).all(), new EngineSettings(store.documents()).comparable());
    }
  }

  @Override
  public Integer call() {
    RootCommand root = config.root();
    Side here = root.reading(Side::of);
    Side there = there(here);
    List<ServerDifference> differences =
        new ArrayList<>(ServerDifference.between(here.rules(), there.rules()));
    TreeSet<String> names = new TreeSet<>(here.settings().keySet());
    names.addAll(there.settings().keySet());
    for (String name : names) {
      String left = here.settings().getOrDefault(name, "");
      String right = there.settings().getOrDefault(name, "");
      if (!left.equals(right)) {
        differences.add(new ServerDifference("(settings)", name, left, right));
      }
    }
    print(root.output(), differences);
    return differences.isEmpty() ? ExitCodes.DONE : ExitCodes.OBJECT_ERRORS;
  }

  /** An exported folder holds no settings, so ours are not held against anything. */
  private Side there(Side here) {
    Path database =
        other.resolve(ConfigurationReader.storeLocation(other).substring("sqlite:".length()));
    if (Files.exists(database)) {
      try (Store store =
          Landfall.openStoreForReading(other, ConfigurationReader.storeLocation(other))) {
        return Side.of(store);
      }
    }
    ConfigurationFolder folder = ConfigurationFolder.read(other);
    if (folder.rules().isEmpty()) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "\""
              + other
              + "\" is neither a home with a store nor a configuration folder with rules.");
    }
    return new Side(folder.rules(), here.settings());
  }

  private static void print(Output output, List<ServerDifference> differences) {
    ArrayNode array = Output.array();
    List<List<String>> rows = new ArrayList<>();
    for (ServerDifference one : differences) {
      array
          .addObject()
          .put("rule", one.rule())
          .put("field", one.field())
          .put("here", one.here())
          .put("there", one.there());
      rows.add(List.of(one.rule(), one.field(), one.here(), one.there()));
    }
    output.document(Output.object().set("differences", array));
    if (rows.isEmpty()) {
      output.say("No difference.");
    } else {
      output.table(List.of("rule", "field", "here", "there"), rows);
    }
  }
}
