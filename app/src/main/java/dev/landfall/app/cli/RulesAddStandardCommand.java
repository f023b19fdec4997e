package dev.landfall.app.cli;

import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.standard.WritebackDeleteRule;
import dev.landfall.engine.run.RuleStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "add-standard",
    mixinStandardHelpOptions = true,
    description = {
      "Adds rules that come with Landfall and are not there yet.",
      "group-writeback: those of group writeback, for the container in landfall.yaml.",
      "writeback-delete: groups out of writeback scope are deleted instead of frozen."
    },
    footer = {"", "Example: landfall rules add-standard writeback-delete"})
final class RulesAddStandardCommand implements Callable<Integer> {
  private static final String WRITEBACK = "group-writeback";
  private static final String DELETE = "writeback-delete";

  /** Custom rules stand below 100; half way leaves room on either side. */
  private static final int FIRST_CUSTOM_PRECEDENCE = 50;

  private static final int FIRST_STANDARD_PRECEDENCE = 100;

  @ParentCommand private RulesCommand rules = new RulesCommand();

  @Parameters(paramLabel = WRITEBACK + "|" + DELETE)
  private String name = "";

  @Option(
      names = "--precedence",
      paramLabel = "N",
      description = "Of writeback-delete, below 100; by default the first free one from 50.")
  private Optional<Integer> precedence = Optional.empty();

  @Override
  public Integer call() {
    return switch (name) {
      case WRITEBACK -> rules.root.with(this::addWriteback);
      case DELETE -> rules.root.withStore(store -> addDelete(RootCommand.rules(store)));
      default ->
          throw new LandfallException(
              ErrorCode.CONFIGURATION_INVALID,
              "\"" + name + "\" is neither \"" + WRITEBACK + "\" nor \"" + DELETE + "\".");
    };
  }

  private int addWriteback(Landfall landfall) {
    if (landfall.configuration().groupWriteback().isEmpty()) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "landfall.yaml has no \"groupWriteback\"; name forest and container there first.");
    }
    RuleStore store = landfall.engine().rules();
    List<SyncRule> missing =
        landfall.writebackRules().stream().filter(rule -> store.find(rule.id()).isEmpty()).toList();
    return add(store, missing);
  }

  private int addDelete(RuleStore store) {
    int chosen =
        precedence.orElseGet(
            () ->
                IntStream.range(FIRST_CUSTOM_PRECEDENCE, FIRST_STANDARD_PRECEDENCE)
                    .filter(free -> store.all().stream().noneMatch(r -> r.precedence() == free))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new LandfallException(
                                ErrorCode.CONFIGURATION_INVALID,
                                "No precedence from 50 to 99 is free; name one with"
                                    + " --precedence.")));
    if (chosen < 0 || chosen >= FIRST_STANDARD_PRECEDENCE) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "Precedence " + chosen + " would not win over the standard rules; it must be 0 to 99.");
    }
    boolean there = store.find(WritebackDeleteRule.ID).isPresent();
    return add(store, there ? List.of() : List.of(WritebackDeleteRule.of(chosen)));
  }

  private int add(RuleStore store, List<SyncRule> added) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    added.forEach(rule -> problems.addAll(store.put(rule)));
    Output output = rules.root.output();
    var document = Output.object();
    document.set("rules", RuleViews.json(added));
    document.set("problems", Problems.json(problems));
    output.document(document);
    Problems.show(output, problems);
    if (!Problems.anyError(problems)) {
      output.say(
          added.isEmpty()
              ? "The rules are there already."
              : added.size() + " rules added; the next cycle synchronizes in full.");
    }
    return Problems.anyError(problems) ? ExitCodes.CONFIGURATION : ExitCodes.DONE;
  }
}
