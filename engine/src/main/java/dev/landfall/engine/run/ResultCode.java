package dev.landfall.engine.run;

import java.util.Locale;
import java.util.Optional;

/**
 * Every way a step can end. The text is what operators and run history see; it is never renamed.
 */
public enum ResultCode {
  SUCCESS("no issue"),
  IN_PROGRESS("running"),
  COMPLETED_NO_OBJECTS("there was nothing to do"),
  COMPLETED_WARNINGS("done, but something deserves a look"),
  COMPLETED_TRANSIENT_OBJECTS(
      "objects wait under a temporary DN for the import that explains them"),
  COMPLETED_SYNC_ERRORS("objects could not be synchronized; they are retried"),
  COMPLETED_EXPORT_ERRORS("objects could not be exported; they are retried"),
  COMPLETED_DISCOVERY_ERRORS("objects could not be read: nothing was obsoleted, no watermark set"),
  NO_START_CREDENTIALS("the connected system rejected the credentials"),
  NO_START_CONNECTION("the connected system did not answer"),
  NO_START_PARTITION_DELETE("a selected domain or container is no longer there under its DN"),
  NO_START_FULL_IMPORT_REQUIRED("there is no watermark that could be used"),
  NO_START_MA_ALREADY_RUNNING("another run of the connector is under way"),
  STOPPED_CONNECTIVITY("the connection was lost on the way"),
  STOPPED_ERROR_LIMIT("more than 5,000 objects failed"),
  STOPPED_OBJECT_LIMIT("the step was told to stop after so many objects"),
  STOPPED_DELETION_THRESHOLD_EXCEEDED(
      "more deletes were pending than allowed: nothing was exported"),
  STOPPED_EXTENSION_DLL_EXCEPTION("the connector failed"),
  STOPPED_USER_TERMINATION_FROM_WMI_OR_UI("an operator stopped the run"),
  STOPPED_SERVER_DOWN("the process ended during the run");

  private final String meaning;

  ResultCode(String meaning) {
    this.meaning = meaning;
  }

  /** The form of run history: {@code completed-sync-errors}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Severity severity() {
    return Severity.of(text());
  }

  /** One line for an operator. */
  public String meaning() {
    return meaning;
  }

  /** Automation stops here, except after an operator's stop or a limit somebody set on purpose. */
  public boolean fatal() {
    return (severity() == Severity.STOPPED || severity() == Severity.ERROR_LIMIT)
        && this != STOPPED_USER_TERMINATION_FROM_WMI_OR_UI
        && this != STOPPED_OBJECT_LIMIT;
  }

  /** The result with this text; empty for a text of a newer version. */
  public static Optional<ResultCode> of(String text) {
    for (ResultCode code : values()) {
      if (code.text().equals(text)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
