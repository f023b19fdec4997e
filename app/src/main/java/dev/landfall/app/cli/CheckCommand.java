package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.check.Check;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.sync.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks configuration, connectivity, schema, permissions and rules.",
    footer = {"", "Example: landfall check"})
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root = new RootCommand();

  @Override
  public Integer call() {
    return root.with(
        landfall -> {
          List<Check> checks = new ArrayList<>();
          checks.add(Check.pass("configuration", "landfall.yaml can be read."));
          for (Connector connector : landfall.engine().connectors()) {
            checks.addAll(attempt(connector.name(), connector::check));
            connector
                .exportsNothingBecause()
                .ifPresent(
                    reason -> checks.add(Check.warn("exports " + connector.name(), reason, "")));
          }
          checks.addAll(attempt("group writeback", () -> WritebackChecks.of(landfall)));
          checks.addAll(rules(landfall));
          print(root.output(), checks);
          boolean fails = checks.stream().anyMatch(one -> one.status() == Check.Status.FAIL);
          return fails ? ExitCodes.FAILED : ExitCodes.DONE;
        });
  }

  private static List<Check> attempt(String id, Supplier<List<Check>> look) {
    try {
      return look.get();
    } catch (LandfallException failed) {
      return List.of(
          Check.fail(id, failed.getMessage(), "Correct landfall.yaml or the connected system."));
    }
  }

  private static List<Check> rules(Landfall landfall) {
    RuleSet rules = RuleSet.of(landfall.engine().rules().all());
    if (rules.problems().isEmpty()) {
      return List.of(
          Check.pass("rules", rules.enabled().size() + " rules are enabled and compile."));
    }
    return rules.problems().stream()
        .map(ConfigurationProblem::display)
        .map(text -> Check.fail("rules", text, "Correct the rule or disable it."))
        .toList();
  }

  static void print(Output output, List<Check> checks) {
    ObjectNode document = Output.object();
    document.set("checks", json(checks));
    output.document(document);
    output.table(
        List.of("check", "status", "message"),
        checks.stream()
            .map(
                check ->
                    List.of(
                        check.id(),
                        check.status().name().toLowerCase(Locale.ROOT),
                        check.message() + (check.fix().isEmpty() ? "" : " → " + check.fix())))
            .toList());
  }

  static ArrayNode json(List<Check> checks) {
    ArrayNode array = Output.array();
    for (Check check : checks) {
      array
          .addObject()
          .put("id", check.id())
          .put("status", check.status().name().toLowerCase(Locale.ROOT))
          .put("message", check.message())
          .put("fix", check.fix());
    }
    return array;
  }
}
