package dev.landfall.engine.run;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The seven-day rule: connected systems keep what changed for a limited time, so a connector must
 * be imported from at least every seven days. After six there is an alert, after seven the next
 * cycle reads everything again.
 */
public final class WatermarkAge {
  static final Duration ALERT_AFTER = Duration.ofDays(6);
  static final Duration FULL_AFTER = Duration.ofDays(7);

  private final Documents documents;

  public WatermarkAge(Documents documents) {
    this.documents = documents;
  }

  private record Import(ConnectorId connector, Instant when) {}

  private Optional<Import> oldest() {
    return documents.list(Watermarks.COLLECTION).stream()
        .map(
            entry ->
                new Import(
                    new ConnectorId(entry.key()),
                    Instant.parse(entry.fields().getOrDefault("time", ""))))
        .min(Comparator.comparing(Import::when));
  }

  /** Whether the next cycle must be an initial one. */
  public boolean fullNeeded(Instant now) {
    return oldest().map(last -> last.when().plus(FULL_AFTER).isBefore(now)).orElse(false);
  }

  /** A sentence for the operator when an import is overdue. */
  public Optional<String> alert(Instant now) {
    return oldest()
        .filter(last -> last.when().plus(ALERT_AFTER).isBefore(now))
        .map(
            last ->
                "Connector \""
                    + new RunHistory(documents)
                        .connectorName(last.connector())
                        .orElse(last.connector().value())
                    + "\" was imported from last at "
                    + last.when()
                    + ", "
                    + Duration.between(last.when(), now).toDays()
                    + " days ago. "
                    + (fullNeeded(now)
                        ? "Its changes may be lost: the next cycle is an initial one."
                        : "After 7 days its changes may be lost and an initial cycle is needed: run"
                            + " a cycle now, or correct what keeps it from running."));
  }
}
