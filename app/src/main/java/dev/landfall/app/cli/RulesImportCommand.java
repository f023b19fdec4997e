package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.sync.RuleCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "import",
    aliases = "add",
    description =
        "Adds rules from XML, YAML or PowerShell files, or replaces those with the same id: all, or"
            + " none when one has an error.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: landfall rules import my-rule.xml"})
final class RulesImportCommand implements Callable<Integer> {
  @ParentCommand private RulesCommand rules = new RulesCommand();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files with rules.")
  private List<Path> files = List.of();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "The value of a variable that a script would ask for.")
  private Map<String, String> variables = Map.of();

  @Override
  public Integer call() {
    return rules.root.withStore(
        store -> {
          Output output = rules.root.output();
          List<ConfigurationProblem> problems = new ArrayList<>();
          List<SyncRule> read = RuleFiles.read(store, files, variables, problems);
          if (Problems.anyError(problems)) {
            problems.addAll(RuleCheck.each(read));
          } else {
            problems.addAll(RootCommand.rules(store).putAll(read));
          }
          ObjectNode document = Output.object();
          document.set("rules", RuleViews.json(read));
          document.set("problems", Problems.json(problems));
          output.document(document);
          Problems.show(output, problems);
          boolean refused = Problems.anyError(problems);
          output.say(
              refused ? "Nothing was imported." : "Imported " + RuleViews.count(read.size()) + ".");
          return refused ? ExitCodes.CONFIGURATION : ExitCodes.DONE;
        });
  }
}
