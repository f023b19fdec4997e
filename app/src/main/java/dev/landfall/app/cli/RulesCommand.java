package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.config.RuleYamlReader;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import dev.landfall.engine.migration.CoexistenceRules;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.xml.RuleXmlReader;
import dev.landfall.engine.rule.xml.RuleXmlWriter;
import dev.landfall.engine.run.RuleStore;
import dev.landfall.engine.sync.RuleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Synchronization rules.",
    subcommands = RulesAddStandardCommand.class,
    footer = {"", "Example: landfall rules list"})
final class RulesCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  RootCommand root() {
    return root;
  }

  @Command(
      description = "Lists all rules by precedence.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall rules list --json"})
  int list() {
    return root.withStore(
        store -> {
          Output output = root.output();
          List<SyncRule> rules = new RuleStore(store).all();
          ObjectNode document = Output.object();
          document.set("rules", json(rules));
          output.document(document);
          output.table(
              List.of("precedence", "name", "direction", "types", "link", "connector", "disabled"),
              rules.stream().map(rule -> row(rule, store)).toList());
          return ExitCodes.DONE;
        });
  }

  private static List<String> row(SyncRule rule, Store store) {
    String connector =
        rule.connector().equals(ConnectorId.ENTRA)
            ? "entra"
            : store
                .documents()
                .get("connector", rule.connector().value())
                .map(fields -> fields.getOrDefault("name", ""))
                .orElse(rule.connector().value());
    return List.of(
        Integer.toString(rule.precedence()),
        rule.name(),
        rule.direction().label(),
        rule.sourceObjectType() + "→" + rule.targetObjectType(),
        rule.linkType().label(),
        connector,
        rule.disabled() ? "yes" : "");
  }

  static ArrayNode json(List<SyncRule> rules) {
    ArrayNode array = Output.array();
    rules.forEach(rule -> array.add(json(rule)));
    return array;
  }

  private static ObjectNode json(SyncRule rule) {
    return Output.object()
        .put("id", rule.id())
        .put("name", rule.name())
        .put("direction", rule.direction().label())
        .put("connector", rule.connector().value())
        .put("sourceObjectType", rule.sourceObjectType())
        .put("targetObjectType", rule.targetObjectType())
        .put("precedence", rule.precedence())
        .put("linkType", rule.linkType().label())
        .put("disabled", rule.disabled())
        .put("flows", rule.flows().size());
  }

  @Command(
      description = "Shows one rule as XML.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall rules show e4eae1c9-b9bc-4328-ade9-df871cdd3027"})
  int show(@Parameters(paramLabel = "ID") String id) {
    return root.withStore(
        store -> {
          SyncRule rule = find(store, id);
          root.output().document(json(rule).put("xml", RuleXmlWriter.write(rule)));
          root.output().say(RuleXmlWriter.write(rule));
          return ExitCodes.DONE;
        });
  }

  private static SyncRule find(Store store, String id) {
    String bare = id.toLowerCase(Locale.ROOT).replace("{", "").replace("}", "");
    return new RuleStore(store)
        .find(bare)
        .orElseThrow(
            () ->
                new LandfallException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "There is no rule \"" + id + "\"; see \"landfall rules list\"."));
  }

  private List<SyncRule> read(Path file, List<ConfigurationProblem> problems) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return root.withStore(
          store ->
              RuleYamlReader.read(file, forest -> Landfall.connectorId(store, forest), problems));
    }
    return RuleXmlReader.read(file, problems).stream().toList();
  }

  @Command(
      name = "import",
      aliases = "add",
      description = "Adds rules from XML or YAML files, or replaces those with the same id.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall rules import my-rule.xml"})
  int importRules(@Parameters(paramLabel = "FILE", arity = "1..*") List<Path> files) {
    Output output = root.output();
    List<ConfigurationProblem> problems = new ArrayList<>();
    List<SyncRule> rules = new ArrayList<>();
    for (Path file : files) {
      List<SyncRule> read = read(file, problems);
      rules.addAll(read);
      read.stream()
          .filter(CoexistenceRules::onWrongConnector)
          .forEach(
              wrong ->
                  problems.add(
                      ConfigurationProblem.error(
                          ErrorCode.RULE_WRONG_CONNECTOR.name(),
                          file.toString(),
                          0,
                          "connector",
                          "Rule \""
                              + wrong.name()
                              + "\" is on the wrong connector: the marker (cloudNoFlow) belongs on"
                              + " the Entra connector, the shield (JoinNoFlow) on the Active"
                              + " Directory connector.")));
    }
    problems.addAll(RuleSet.of(rules).problems());
    if (!Problems.anyError(problems)) {
      root.withStore(
          store -> {
            store.inTransaction(
                () -> rules.forEach(rule -> problems.addAll(new RuleStore(store).put(rule))));
            return true;
          });
    }
    ObjectNode document = Output.object();
    document.set("rules", json(rules));
    document.set("problems", Problems.json(problems));
    output.document(document);
    Problems.show(output, problems);
    return Problems.anyError(problems) ? ExitCodes.CONFIGURATION : ExitCodes.DONE;
  }

  @Command(
      name = "export",
      description = "Writes a rule, or all, to standard output.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall rules export --format xml ID"})
  int exportRules(
      @Parameters(paramLabel = "ID", arity = "0..1") Optional<String> id,
      @Option(names = "--format", defaultValue = "xml", paramLabel = "xml") String format) {
    if (!format.equals("xml")) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, "\"" + format + "\" is not written yet; there is xml.");
    }
    return root.withStore(
        store -> {
          List<SyncRule> rules =
              id.map(one -> List.of(find(store, one))).orElseGet(() -> new RuleStore(store).all());
          rules.forEach(rule -> root.output().raw(RuleXmlWriter.write(rule) + "\n"));
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
          SyncRule rule = find(store, id).withDisabled(disabled);
          new RuleStore(store).put(rule);
          root.output().document(json(rule));
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
          SyncRule rule = find(store, id);
          if (rule.outOfBox()) {
            throw new LandfallException(
                ErrorCode.CONFIGURATION_INVALID,
                "\"" + rule.name() + "\" came with the product; disable it instead.");
          }
          new RuleStore(store).remove(rule.id());
          root.output().document(json(rule));
          root.output().say("Rule \"" + rule.name() + "\" is removed.");
          return ExitCodes.DONE;
        });
  }

  @Command(
      description = "Compiles all rules and reports every problem.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall rules check"})
  int check() {
    return root.withStore(
        store -> {
          List<ConfigurationProblem> problems = RuleSet.of(new RuleStore(store).all()).problems();
          ObjectNode document = Output.object();
          document.set("problems", Problems.json(problems));
          root.output().document(document);
          Problems.show(root.output(), problems);
          root.output().say(problems.isEmpty() ? "All rules compile." : "");
          return problems.isEmpty() ? ExitCodes.DONE : ExitCodes.CONFIGURATION;
        });
  }
}
