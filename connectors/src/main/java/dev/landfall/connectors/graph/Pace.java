package dev.landfall.connectors.graph;

import static java.util.Objects.requireNonNull;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps our requests to one tenant below what the service allows, and slows down when it says so:
 * half the rate and half the requests at a time after a refusal, a little less when the service
 * tells that a limit is near, and slowly more again while nothing is refused. One for a tenant,
 * shared by all threads.
 *
 * <p>The published limits depend on the size of the tenant; we start from the smallest, which one
 * client does not reach on a real line, and leave a part of it to other applications.
 */
final class Pace {
  static final int UNITS_IN_10_SECONDS = 3_500;
  static final int WRITES_IN_150_SECONDS = 3_000;
  static final int MOST_AT_A_TIME = 8;
  private static final double HEADROOM = 0.8;
  private static final double LEAST_SHARE = 0.05;
  private static final double NEAR = 0.8;
  private static final double SLOWER_WHEN_NEAR = 0.8;
  private static final double RISE = 0.02;
  private static final Duration BETWEEN_CHANGES = Duration.ofSeconds(1);

  private final Clock clock;
  private final Sleeper sleeper;
  private final Allowance units;
  private final Allowance writes;
  private double share = HEADROOM;
  private int atATime = MOST_AT_A_TIME / 2;
  private int inFlight;
  private Instant pausedUntil = Instant.MIN;
  private Instant changed = Instant.MIN;

  private long requests;
  private long throttled;
  private Duration waited = Duration.ZERO;

  Pace(Clock clock, Sleeper sleeper) {
    this.clock = requireNonNull(clock, "clock");
    this.sleeper = requireNonNull(sleeper, "sleeper");
    this.units = new Allowance(UNITS_IN_10_SECONDS, Duration.ofSeconds(10), clock.instant());
    this.writes = new Allowance(WRITES_IN_150_SECONDS, Duration.ofSeconds(150), clock.instant());
  }

  /** Waits until a request of this cost may be sent; {@link #ended} must follow. */
  void begin(ResourceUnits cost) {
    Duration wait;
    Instant pause;
    synchronized (this) {
      try {
        while (inFlight >= atATime) {
          wait();
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      inFlight++;
      requests++;
      Instant now = clock.instant();
      pause = pausedUntil;
      wait = longer(units.take(cost.units(), share, now), writes.take(cost.writes(), share, now));
      if (pause.isAfter(now)) {
        wait = longer(wait, Duration.between(now, pause));
      }
    }
    try {
      sleep(wait);
    } catch (LandfallException e) {
      ended();
      throw e;
    }
    synchronized (this) {
      if (pausedUntil.equals(pause)) {
        // Waited off; a clock that stands still must not make us wait for it twice.
        pausedUntil = Instant.MIN;
      }
    }
  }

  /** The answer to a request has come, or none will. */
  synchronized void ended() {
    inFlight--;
    notifyAll();
  }

  /**
   * The service refused to do more for now. Everybody waits, not only who was told.
   *
   * @param pause from now
   */
  synchronized void throttled(Duration pause) {
    throttled++;
    Instant now = clock.instant();
    Instant until = now.plus(pause);
    if (until.isAfter(pausedUntil)) {
      pausedUntil = until;
    }
    units.empty();
    writes.empty();
    // Requests under way at the same time are refused together: that is one sign, not eight.
    if (changeDue(now)) {
      share = Math.max(LEAST_SHARE, share / 2);
      atATime = Math.max(1, atATime / 2);
    }
  }

  /**
   * A request was carried out.
   *
   * @param limitShare how much of a limit is used up, as the service tells above 0.8; else 0
   */
  synchronized void carriedOut(double limitShare) {
    Instant now = clock.instant();
    if (!changeDue(now)) {
      return;
    }
    if (limitShare >= NEAR) {
      share = Math.max(LEAST_SHARE, share * SLOWER_WHEN_NEAR);
      atATime = Math.max(1, atATime - 1);
    } else {
      share = Math.min(HEADROOM, share + RISE);
      atATime = Math.min(MOST_AT_A_TIME, atATime + 1);
    }
  }

  private boolean changeDue(Instant now) {
    if (changed.isAfter(now.minus(BETWEEN_CHANGES))) {
      return false;
    }
    changed = now;
    return true;
  }

  /** How many requests may be under way at the same time. */
  synchronized int atATime() {
    return atATime;
  }

  /** How much of the smallest published rate we use at present. */
  synchronized double share() {
    return share;
  }

  /** What happened so far. */
  synchronized GraphStatistics statistics() {
    return new GraphStatistics(requests, throttled, waited);
  }

  /** Sleeps and counts it. */
  void sleep(Duration time) {
    if (time.isZero()) {
      return;
    }
    synchronized (this) {
      waited = waited.plus(time);
    }
    try {
      sleeper.sleep(time);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static LandfallException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new LandfallException(
        ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE,
        "Waiting for the turn of a request was interrupted.",
        e);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
