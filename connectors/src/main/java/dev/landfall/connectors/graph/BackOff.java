package dev.landfall.connectors.graph;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Random;

/** How long to wait before repeating: as long as the service says, else longer each time. */
final class BackOff {
  private static final Duration LONGEST = Duration.ofSeconds(180);

  private final Clock clock;
  private final Random jitter;

  BackOff(Clock clock, Random jitter) {
    this.clock = clock;
    this.jitter = jitter;
  }

  /**
   * @param retryAfter seconds, or a date of HTTP; anything else counts as absent
   * @param attempt that failed, from 1
   */
  Duration before(Optional<String> retryAfter, int attempt) {
    return retryAfter.flatMap(this::told).orElseGet(() -> guessed(attempt));
  }

  private Optional<Duration> told(String text) {
    try {
      return Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(text.strip()))));
    } catch (NumberFormatException noSeconds) {
      try {
        Duration until =
            Duration.between(
                clock.instant(),
                ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
        return Optional.of(until.isNegative() ? Duration.ZERO : until);
      } catch (DateTimeException neither) {
        return Optional.empty();
      }
    }
  }

  /** 1, 2, 4 … 180 seconds and up to half as much again, so that clients do not come in step. */
  private Duration guessed(int attempt) {
    long millis = Math.min(1_000L << Math.min(attempt - 1, 8), LONGEST.toMillis());
    long with = millis + (long) (jitter.nextDouble() * millis / 2);
    return Duration.ofMillis(Math.min(with, LONGEST.toMillis()));
  }
}
