package dev.landfall.app.cli;

import dev.landfall.app.service.CycleOutcome;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.engine.run.ResultCode;
import dev.landfall.engine.run.RunRecord;
import java.util.List;

/** The exit codes that scripts rely on. */
final class ExitCodes {
  static final int DONE = 0;

  /** A connected system or the store did not do its part. */
  static final int FAILED = 1;

  /** Nothing was started, nothing changed. */
  static final int CONFIGURATION = 2;

  /** A gate or threshold refused. */
  static final int SAFETY_STOP = 3;

  /** The run went on, some objects did not. */
  static final int OBJECT_ERRORS = 4;

  private ExitCodes() {}

  static int of(ErrorCode code) {
    return switch (code) {
      case CONFIGURATION_INVALID, SCHEMA_MISSING -> CONFIGURATION;
      case RULE_WRONG_CONNECTOR,
          CONTAINER_MISSING,
          RUN_IN_PROGRESS,
          DELETION_THRESHOLD_EXCEEDED,
          MIGRATION_GATE,
          PLAN_CHANGED ->
          SAFETY_STOP;
      case OBJECT_REFUSED -> OBJECT_ERRORS;
      case CREDENTIALS_REJECTED,
          CERTIFICATE_NOT_TRUSTED,
          PERMISSION_DENIED,
          CONNECTED_SYSTEM_UNAVAILABLE,
          CONNECTED_SYSTEM_BUSY,
          INCOMPLETE_READ,
          FULL_IMPORT_REQUIRED,
          STORE_FAILED,
          UNEXPECTED ->
          FAILED;
    };
  }

  /** A cycle that was stopped is not done, though all it did may have gone well. */
  static int of(CycleOutcome cycle) {
    int runs = of(cycle.runs());
    return runs == DONE && cycle.result().startsWith("stopped") ? FAILED : runs;
  }

  static int of(List<RunRecord> runs) {
    boolean errors = false;
    boolean failed = false;
    for (RunRecord run : runs) {
      if (run.result().is(ResultCode.STOPPED_DELETION_THRESHOLD_EXCEEDED)
          || run.result().is(ResultCode.NO_START_PARTITION_DELETE)) {
        return SAFETY_STOP;
      }
      failed |= run.result().stopped();
      errors |= !run.result().clean();
    }
    return failed ? FAILED : errors ? OBJECT_ERRORS : DONE;
  }
}
