package dev.landfall.engine.migration;

import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RunRecord;
import java.util.List;

/** A cycle within a step: journalled, and refused as a basis for gates if a run of it stopped. */
final class StepCycle {
  private StepCycle() {}

  /**
   * @param name of the cycle, e.g. {@code 5a}; its gate is {@code 5a-cycle}
   */
  static List<RunRecord> run(StepContext context, String name, CyclePolicy policy) {
    String object = "cycle " + name;
    context.journal().write(context.step(), Journal.Kind.INTENT, object, "", policy.option());
    List<RunRecord> runs = context.world().engine().cycle(policy);
    runs.stream()
        .filter(run -> run.result().stopped())
        .findFirst()
        .ifPresent(
            run -> {
              throw context.refused(
                  name + "-cycle",
                  run.connectorName()
                      + ", "
                      + run.profile().label()
                      + " ended with "
                      + run.result().result()
                      + ": "
                      + run.result().errors().stream()
                          .findFirst()
                          .map(issue -> issue.message())
                          .orElse(""),
                  "Correct the cause and run again; what was not done is done then.");
            });
    context.journal().write(context.step(), Journal.Kind.DONE, object, "", policy.option());
    return runs;
  }
}
