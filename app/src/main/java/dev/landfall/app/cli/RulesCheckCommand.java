package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.wiring.MetaverseStore;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.run.RuleStore;
import dev.landfall.engine.sync.RuleCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "check",
    description = "Compiles all rules, compares them with each other and with the schema.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: landfall rules check"})
final class RulesCheckCommand implements Callable<Integer> {
  @ParentCommand private RulesCommand rules = new RulesCommand();

  @Override
  public Integer call() {
    return rules.root.withStore(
        store -> {
          RuleStore all = RootCommand.rules(store);
          List<ConfigurationProblem> problems =
              new ArrayList<>(
                  RuleCheck.all(all.all(), Map.of(), new MetaverseStore(store).schema()));
          problems.addAll(outdatedCopies(all));
          ObjectNode document = Output.object();
          document.set("problems", Problems.json(problems));
          rules.root.output().document(document);
          Problems.show(rules.root.output(), problems);
          if (problems.isEmpty()) {
            rules.root.output().say("All rules compile.");
          }
          return Problems.anyError(problems) ? ExitCodes.CONFIGURATION : ExitCodes.DONE;
        });
  }

  private static List<ConfigurationProblem> outdatedCopies(RuleStore all) {
    Map<String, SyncRule> byId =
        all.all().stream().collect(Collectors.toMap(SyncRule::id, Function.identity()));
    List<ConfigurationProblem> problems = new ArrayList<>();
    all.origins()
        .forEach(
            (copyId, origin) -> {
              SyncRule copy = byId.get(copyId);
              SyncRule original = byId.get(origin.ruleId());
              if (copy != null && original != null) {
                origin.outdated(copy, original).ifPresent(problems::add);
              }
            });
    return problems;
  }
}
