package dev.landfall.connectors.graph;

import java.time.Duration;

/** Waits before a retry; tests count instead. */
@FunctionalInterface
public interface Sleeper {
  void sleep(Duration duration) throws InterruptedException;

  /** Really waits. */
  static Sleeper real() {
    return duration -> Thread.sleep(duration.toMillis());
  }
}
