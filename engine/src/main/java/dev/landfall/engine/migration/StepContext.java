package dev.landfall.engine.migration;

import dev.landfall.engine.migration.Journal.Kind;

/** What a step works with. */
record StepContext(MigrationWorld world, MigrationPlan plan, Journal journal, String step) {

  /** Notes the intent, acts, notes the outcome. */
  void act(String object, String before, String after, Runnable act) {
    journal.write(step, Kind.INTENT, object, before, after);
    act.run();
    journal.write(step, Kind.DONE, object, before, after);
  }

  /** Notes an item that needed nothing. */
  void already(String object, String value) {
    journal.write(step, Kind.DONE, object, value, value);
  }

  /** Notes that a gate was passed, with what was counted. */
  void passed(String gate, String counted) {
    journal.write(step, Kind.GATE_PASSED, gate, "", counted);
  }

  /** Notes that a gate refused, and ends the step. */
  GateException refused(String gate, String found, String next) {
    journal.write(step, Kind.GATE_REFUSED, gate, "", found);
    return new GateException(step, gate, found + " " + next);
  }
}
