package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.xml.RuleXmlWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Synchronization rules.",
    subcommands = {
      RulesAddStandardCommand.class,
      RulesImportCommand.class,
      RulesExportCommand.class,
      RulesCloneCommand.class,
      RulesAuditCommand.class,
      RulesCheckCommand.class,
      RulesSchemaCommand.class
    },
    footer = {"", "Example: landfall rules list"})
final class RulesCommand {
  @ParentCommand RootCommand root = new RootCommand();

  @Command(
      description = "Lists all rules by precedence.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall rules list --json"})
  int list() {
    return root.withStore(
        store -> {
          Output output = root.output();
          List<SyncRule> rules = RootCommand.rules(store).all();
          ObjectNode document = Output.object();
          document.set("rules", RuleViews.json(rules));
          output.document(document);
          output.table(
              List.of("precedence", "name", "direction", "types", "link", "connector", "disabled"),
              rules.stream().map(rule -> RuleViews.row(rule, store)).toList());
          return ExitCodes.DONE;
        });
  }

  @Command(
      description = "Shows one rule as XML.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall rules show e4eae1c9-b9bc-4328-ade9-df871cdd3027"})
  int show(@Parameters(paramLabel = "ID") String id) {
    return root.withStore(
        store -> {
          SyncRule rule = RuleViews.find(store, id);
          root.output().document(RuleViews.json(rule).put("xml", RuleXmlWriter.write(rule)));
          root.output().say(RuleXmlWriter.write(rule));
          return ExitCodes.DONE;
        });
  }

  @Command(
      description = "Enables a rule.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall rules enable ID"})
  int enable(@Parameters(paramLabel = "ID") String id) {
    return change(id, false);
  }

  @Command(
      description = "Disables a rule: it scopes, joins and flows nothing.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall rules disable ID"})
  int disable(@Parameters(paramLabel = "ID") String id) {
    return change(id, true);
  }

  private int change(String id, boolean disabled) {
    return root.withStore(
        store -> {
          SyncRule rule = RuleViews.find(store, id).withDisabled(disabled);
          List<ConfigurationProblem> problems = RootCommand.rules(store).put(rule);
          root.output().document(RuleViews.json(rule).set("problems", Problems.json(problems)));
          Problems.show(root.output(), problems);
          if (Problems.anyError(problems)) {
            return ExitCodes.CONFIGURATION;
          }
          root.output()
              .say("Rule \"" + rule.name() + "\" is " + (disabled ? "disabled." : "enabled."));
          return ExitCodes.DONE;
        });
  }

  @Command(
      description = "Removes a custom rule; an out-of-box rule is disabled instead.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall rules remove ID"})
  int remove(@Parameters(paramLabel = "ID") String id) {
    return root.withStore(
        store -> {
          SyncRule rule = RuleViews.find(store, id);
          RootCommand.rules(store).remove(rule.id());
          root.output().document(RuleViews.json(rule));
          root.output().say("Rule \"" + rule.name() + "\" is removed.");
          return ExitCodes.DONE;
        });
  }
}
