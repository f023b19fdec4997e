package dev.landfall.engine.run;

import java.util.Locale;
import java.util.Optional;

/**
 * Every way a step can end. The text is what operators and run history see; it is never renamed.
 */
public enum ResultCode {
  SUCCESS(Severity.SUCCESS, "no issue"),
  IN_PROGRESS(Severity.SUCCESS, "running"),
  COMPLETED_NO_OBJECTS(Severity.SUCCESS, "there was nothing to do"),
  COMPLETED_WARNINGS(Severity.WARNING, "done, but something deserves a look"),
  COMPLETED_TRANSIENT_OBJECTS(
      Severity.WARNING, "objects wait under a temporary DN for the import that explains them"),
  COMPLETED_SYNC_ERRORS(Severity.ERROR, "objects could not be synchronized; they are retried"),
  COMPLETED_EXPORT_ERRORS(Severity.ERROR, "objects could not be exported; they are retried"),
  COMPLETED_DISCOVERY_ERRORS(
      Severity.ERROR, "objects could not be read: nothing was obsoleted, no watermark set"),
  NO_START_CREDENTIALS(Severity.STOPPED, "the connected system rejected the credentials"),
  NO_START_CONNECTION(Severity.STOPPED, "the connected system did not answer"),
  NO_START_PARTITION_DELETE(
      Severity.STOPPED, "a selected domain or container is no longer there under its DN"),
  NO_START_FULL_IMPORT_REQUIRED(Severity.STOPPED, "there is no watermark that could be used"),
  NO_START_MA_ALREADY_RUNNING(Severity.STOPPED, "another run of the connector is under way"),
  STOPPED_CONNECTIVITY(Severity.STOPPED, "the connection was lost on the way"),
  STOPPED_ERROR_LIMIT(Severity.STOPPED, "more than 5,000 objects failed"),
  STOPPED_OBJECT_LIMIT(Severity.STOPPED, "the step was told to stop after so many objects"),
  STOPPED_DELETION_THRESHOLD_EXCEEDED(
      Severity.STOPPED, "more deletes were pending than allowed: nothing was exported"),
  STOPPED_EXTENSION_DLL_EXCEPTION(Severity.STOPPED, "the connector failed"),
  STOPPED_USER_TERMINATION_FROM_WMI_OR_UI(Severity.STOPPED, "an operator stopped the run"),
  STOPPED_SERVER_DOWN(Severity.STOPPED, "the process ended during the run");

  /** In the order in which results are shown: the worst last. */
  public enum Severity {
    SUCCESS,
    WARNING,
    ERROR,
    STOPPED
  }

  private final Severity severity;
  private final String meaning;

  ResultCode(Severity severity, String meaning) {
    this.severity = severity;
    this.meaning = meaning;
  }

  /** The form of run history: {@code completed-sync-errors}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public Severity severity() {
    return severity;
  }

  /** One line for an operator. */
  public String meaning() {
    return meaning;
  }

  /** Automation stops here, except after an operator's stop or a limit somebody set on purpose. */
  public boolean fatal() {
    return severity == Severity.STOPPED
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
