package dev.landfall.engine.cloudsync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A group that could not be provisioned and waits for another attempt: after 6, 12 and 24 hours,
 * then every 24 hours, for 28 days. A change of the group is an attempt at once.
 *
 * @param since the first failure
 * @param attempts that failed
 * @param next the earliest time of the next attempt
 * @param change what the attempt is about: a delete that was refused stays a delete
 */
record Escrow(Instant since, int attempts, Instant next, JobStore.Change change) {
  private static final Duration LONGEST = Duration.ofDays(28);

  /** After the first failure, the second, and every further one. */
  private static final List<Duration> DELAYS =
      List.of(Duration.ofHours(6), Duration.ofHours(12), Duration.ofHours(24));

  static Escrow first(JobStore.Change change, Instant failed) {
    return new Escrow(failed, 1, failed.plus(DELAYS.get(0)), change);
  }

  Escrow failedAgain(JobStore.Change nowAbout, Instant now) {
    int next = Math.min(attempts, DELAYS.size() - 1);
    return new Escrow(since, attempts + 1, now.plus(DELAYS.get(next)), nowAbout);
  }

  boolean due(Instant now) {
    return !now.isBefore(next) && !givenUp(now);
  }

  /** Whether no further attempt is made until the group changes. */
  boolean givenUp(Instant now) {
    return now.isAfter(since.plus(LONGEST));
  }
}
