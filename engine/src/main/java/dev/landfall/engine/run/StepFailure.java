package dev.landfall.engine.run;

import dev.landfall.core.connector.Connector;
import dev.landfall.core.error.LandfallException;

/** The result of a step that a connected system did not let get to its end. */
final class StepFailure {
  private StepFailure() {}

  /** What was counted up to there is kept. */
  static StepResult result(Connector connector, LandfallException stopped, StepResult.Tally tally) {
    ResultCode result =
        switch (stopped.code()) {
          case CREDENTIALS_REJECTED -> ResultCode.NO_START_CREDENTIALS;
          case CONNECTED_SYSTEM_UNAVAILABLE, CERTIFICATE_NOT_TRUSTED ->
              ResultCode.NO_START_CONNECTION;
          case FULL_IMPORT_REQUIRED -> ResultCode.NO_START_FULL_IMPORT_REQUIRED;
          case CONTAINER_MISSING -> ResultCode.NO_START_PARTITION_DELETE;
          case INCOMPLETE_READ, CONNECTED_SYSTEM_BUSY -> ResultCode.STOPPED_CONNECTIVITY;
          default -> ResultCode.STOPPED_EXTENSION_DLL_EXCEPTION;
        };
    tally.error(stopped.code().name(), connector.name(), stopped.getMessage(), "");
    return tally.result(result);
  }
}
