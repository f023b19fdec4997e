package dev.landfall.engine.migration;

/**
 * One step of the migration. A step reads what is before it acts, so that carrying it out again
 * after a crash does what is left and nothing twice.
 */
interface MigrationStep {

  /** The stable id, e.g. {@code 1-copy-anchor}. */
  String id();

  /** The number of items the step works through; 1 for a step that is one act. */
  default int items(MigrationPlan plan) {
    return 1;
  }

  /**
   * Carries the step out and verifies it.
   *
   * @throws GateException if a gate refuses; nothing past it was done
   */
  void run(StepContext context);
}
