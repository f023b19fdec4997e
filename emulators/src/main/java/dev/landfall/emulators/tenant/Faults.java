package dev.landfall.emulators.tenant;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/**
 * Makes the tenant misbehave, for tests: the next so many requests that match end badly. Faults are
 * tried in the order they were added. Safe for use by several threads.
 */
public final class Faults {
  private final List<Fault> faults = new CopyOnWriteArrayList<>();

  Faults() {}

  /** What goes wrong. */
  public enum Kind {
    /** 429 with {@code Retry-After}; nothing is carried out. */
    THROTTLE,
    /** 503; nothing is carried out. */
    UNAVAILABLE,
    /** 500; nothing is carried out. */
    SERVER_ERROR,
    /** 401 as for an expired token. */
    EXPIRED_TOKEN,
    /** The connection closes before the request is carried out. */
    DROP,
    /** The request is carried out, then the connection closes without an answer. */
    LOSE_ANSWER,
    /** The request is carried out; its answer ends in the middle, cleanly as far as HTTP goes. */
    TRUNCATE,
    /** As TRUNCATE, but the connection closes in the middle of the announced length. */
    CUT
  }

  record Fault(
      Kind kind, Duration retryAfter, AtomicInteger left, BiPredicate<String, String> requests) {}

  /**
   * The next {@code count} requests fail.
   *
   * @param requests gets method and path with query, e.g. {@code /v1.0/groups/delta?…}
   */
  public void next(int count, Kind kind, BiPredicate<String, String> requests) {
    faults.add(new Fault(kind, Duration.ofSeconds(1), new AtomicInteger(count), requests));
  }

  /** The next {@code count} requests whose path contains a text fail. */
  public void next(int count, Kind kind, String pathPart) {
    next(count, kind, (method, path) -> path.contains(pathPart));
  }

  /** The next {@code count} requests whose path contains a text answer 429. */
  public void throttle(int count, Duration retryAfter, String pathPart) {
    faults.add(
        new Fault(
            Kind.THROTTLE,
            retryAfter,
            new AtomicInteger(count),
            (method, path) -> path.contains(pathPart)));
  }

  /** Forgets what was planned. */
  public void clear() {
    faults.clear();
  }

  @org.jspecify.annotations.Nullable
  Fault take(String method, String path) {
    for (Iterator<Fault> all = faults.iterator(); all.hasNext(); ) {
      Fault fault = all.next();
      if (fault.requests.test(method, path)) {
        int left = fault.left.getAndDecrement();
        if (left <= 1) {
          faults.remove(fault);
        }
        if (left >= 1) {
          return fault;
        }
      }
    }
    return null;
  }
}
