package dev.landfall.connectors.graph;

import java.time.Duration;
import java.time.Instant;

/**
 * A bucket that refills evenly. Taking more than it holds is allowed and makes a debt, which the
 * taker waits off; so nothing waits in a loop. Not thread-safe.
 */
final class Allowance {
  private final double capacity;
  private final Duration period;
  private double available;
  private Instant updated;

  /**
   * @param capacity how many in one period
   */
  Allowance(double capacity, Duration period, Instant now) {
    this.capacity = capacity;
    this.period = period;
    this.available = capacity;
    this.updated = now;
  }

  /**
   * Takes some out.
   *
   * @param share how much of the published rate we use at present, 0 to 1
   * @return how long to wait before using them
   */
  Duration take(double amount, double share, Instant now) {
    double perSecond = capacity * share / period.toSeconds();
    double seconds = Math.max(0, Duration.between(updated, now).toMillis() / 1_000.0);
    available = Math.min(capacity * share, available + seconds * perSecond);
    updated = now;
    available -= amount;
    return available >= 0
        ? Duration.ZERO
        : Duration.ofMillis((long) Math.ceil(-available / perSecond * 1_000));
  }

  /** Forgets what was saved up: the service counts differently from us. */
  void empty() {
    available = Math.min(available, 0);
  }
}
