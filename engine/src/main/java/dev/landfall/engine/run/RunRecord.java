package dev.landfall.engine.run;

import dev.landfall.core.connector.ConnectorId;
import java.time.Instant;
import java.util.Optional;

/**
 * A run in the run history.
 *
 * @param number increasing over all connectors
 * @param ended empty while the run goes on, or if the process died in it
 */
public record RunRecord(
    long number,
    ConnectorId connector,
    String connectorName,
    RunProfile profile,
    Instant started,
    Optional<Instant> ended,
    StepResult result) {}
