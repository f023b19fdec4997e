package dev.landfall.engine.run;

import java.util.Optional;

/** Whether a cycle reads everything again or only what changed. */
public enum CyclePolicy {
  DELTA("delta"),
  INITIAL("initial");

  private final String option;

  CyclePolicy(String option) {
    this.option = option;
  }

  /** The name on the command line. */
  public String option() {
    return option;
  }

  public static Optional<CyclePolicy> parse(String text) {
    for (CyclePolicy policy : values()) {
      if (policy.option.equalsIgnoreCase(text)) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }
}
