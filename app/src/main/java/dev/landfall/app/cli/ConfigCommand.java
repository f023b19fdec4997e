package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.wiring.MetaverseStore;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.xml.ConfigurationFolder;
import dev.landfall.engine.rule.xml.ConnectorConfiguration;
import dev.landfall.engine.rule.xml.MetaverseXmlWriter;
import dev.landfall.engine.rule.xml.RuleXmlWriter;
import dev.landfall.engine.sync.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    subcommands = ConfigDiffCommand.class,
    description = "Entra Connect configuration folders, in and out.",
    footer = {"", "Example: landfall config import ./entra-connect-export"})
final class ConfigCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  RootCommand root() {
    return root;
  }

  @Command(
      name = "import",
      description = "Takes over connectors, rules and metaverse schema of an exported folder.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall config import ./entra-connect-export --json"})
  int importFolder(@Parameters(paramLabel = "DIR") Path folder) {
    Output output = root.output();
    ConfigurationFolder read = ConfigurationFolder.read(folder);
    List<ConfigurationProblem> problems = new ArrayList<>(read.problems());
    problems.addAll(RuleSet.of(read.rules()).problems());
    if (!Problems.anyError(problems)) {
      root.withStore(
          store -> {
            store.inTransaction(
                () -> {
                  store.documents().clear("connector");
                  for (ConnectorConfiguration connector : read.connectors()) {
                    store
                        .documents()
                        .put(
                            "connector",
                            connector.id().value(),
                            Map.of("name", connector.name(), "kind", connector.kind().name()));
                  }
                  new MetaverseStore(store).replace(read.metaverse());
                  RootCommand.rules(store).replaceAll(read.rules());
                });
            return true;
          });
    }
    ObjectNode document = Output.object();
    var connectors = document.putArray("connectors");
    for (ConnectorConfiguration connector : read.connectors()) {
      connectors
          .addObject()
          .put("id", connector.id().value())
          .put("name", connector.name())
          .put("kind", connector.kind().name())
          .put("objectTypes", connector.schema().classes().size())
          .put("selectedAttributes", connector.attributeInclusion().size());
    }
    document.set("rules", RuleViews.json(read.rules()));
    var classes = document.putObject("metaverse");
    read.metaverse().classes().forEach((name, one) -> classes.put(name, one.attributes().size()));
    document.set("problems", Problems.json(problems));
    output.document(document);
    Problems.show(output, problems);
    output.say(
        Problems.anyError(problems)
            ? "Nothing was imported."
            : "Imported "
                + read.connectors().size()
                + " connectors, "
                + read.rules().size()
                + " rules and "
                + read.metaverse().classes().size()
                + " metaverse classes.");
    return Problems.anyError(problems) ? ExitCodes.CONFIGURATION : ExitCodes.DONE;
  }

  @Command(
      name = "export",
      description = "Writes the rules and the metaverse schema as an Entra Connect folder.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall config export ./out"})
  int exportFolder(@Parameters(paramLabel = "DIR") Path folder) {
    return root.withStore(
        store -> {
          List<SyncRule> rules = RootCommand.rules(store).all();
          Path target = folder.resolve("SynchronizationRules");
          try {
            Files.createDirectories(target);
            for (SyncRule rule : rules) {
              Files.writeString(
                  target.resolve("SynchronizationRule_{" + rule.id() + "}.xml"),
                  RuleXmlWriter.write(rule));
            }
            Path settings = Files.createDirectories(folder.resolve("GlobalSettings"));
            Files.writeString(
                settings.resolve("MV.xml"),
                MetaverseXmlWriter.write(new MetaverseStore(store).schema()));
          } catch (IOException failed) {
            throw new LandfallException(
                ErrorCode.CONFIGURATION_INVALID,
                "\"" + folder + "\" cannot be written: " + failed.getMessage(),
                failed);
          }
          root.output().document(Output.object().put("rules", rules.size()));
          root.output()
              .say(
                  "Wrote "
                      + rules.size()
                      + " rules and the metaverse schema to \""
                      + folder
                      + "\".");
          return ExitCodes.DONE;
        });
  }
}
