package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.run.RuleStore;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "clone",
    description = "Copies a rule to a custom one that can be changed, and disables the original.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: landfall rules clone ID --precedence 50"})
final class RulesCloneCommand implements Callable<Integer> {
  @ParentCommand private RulesCommand rules = new RulesCommand();

  @Parameters(paramLabel = "ID", description = "The rule to copy.")
  private String id = "";

  @Option(
      names = "--precedence",
      required = true,
      paramLabel = "N",
      description = "The precedence of the copy; 0 to 99 is for custom rules.")
  private int precedence;

  @Override
  public Integer call() {
    return rules.root.withStore(
        store -> {
          Output output = rules.root.output();
          RuleStore all = RootCommand.rules(store);
          SyncRule original = RuleViews.find(store, id);
          String newId = UUID.randomUUID().toString();
          List<ConfigurationProblem> problems = all.cloneRule(original, newId, precedence);
          ObjectNode document = Output.object();
          all.find(newId).ifPresent(copy -> document.set("rule", RuleViews.json(copy)));
          all.find(original.id()).ifPresent(rule -> document.set("original", RuleViews.json(rule)));
          document.set("problems", Problems.json(problems));
          output.document(document);
          Problems.show(output, problems);
          if (Problems.anyError(problems)) {
            return ExitCodes.CONFIGURATION;
          }
          output.say("Rule \"" + original.name() + "\" is disabled; its copy is " + newId + ".");
          return ExitCodes.DONE;
        });
  }
}
