package dev.landfall.engine.run;

import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A run in the run history.
 *
 * @param sequence increasing over all connectors; 0 for a run that was refused and not recorded
 * @param id the run history id
 * @param number increasing for each connector
 * @param user who started it
 * @param ended empty while the run goes on, or if the process died in it
 */
public record RunRecord(
    long sequence,
    UUID id,
    long number,
    ConnectorId connector,
    String connectorName,
    RunProfile profile,
    String user,
    Instant started,
    Optional<Instant> ended,
    StepResult result) {

  /** A run that did not begin, since one of the same connector goes on. It is recorded nowhere. */
  static RunRecord alreadyRunning(
      Connector connector, RunProfile profile, String user, Instant now) {
    return new RunRecord(
        0,
        new UUID(0, 0),
        0,
        connector.id(),
        connector.name(),
        profile,
        user,
        now,
        Optional.of(now),
        StepResult.of(ResultCode.NO_START_MA_ALREADY_RUNNING));
  }

  RunRecord ended(StepResult how, Instant now) {
    return new RunRecord(
        sequence,
        id,
        number,
        connector,
        connectorName,
        profile,
        user,
        started,
        Optional.of(now),
        how);
  }
}
