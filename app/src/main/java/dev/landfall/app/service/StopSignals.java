package dev.landfall.app.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGTERM and SIGINT: the first asks for a graceful end, the second ends the process at once, as
 * the shell expects it, with 128 plus the number of the signal. A shutdown hook would not do: the
 * JVM ignores a second signal while hooks run.
 */
public final class StopSignals implements AutoCloseable {
  private final Map<Signal, SignalHandler> before = new HashMap<>();

  private StopSignals() {}

  /**
   * Until it is closed, signals are taken.
   *
   * @param graceful what the first one does; it must return soon
   */
  public static StopSignals first(Runnable graceful) {
    StopSignals signals = new StopSignals();
    AtomicBoolean asked = new AtomicBoolean();
    for (String name : List.of("TERM", "INT")) {
      Signal signal = new Signal(name);
      signals.before.put(
          signal,
          Signal.handle(
              signal,
              received -> {
                if (asked.getAndSet(true)) {
                  Runtime.getRuntime().halt(128 + received.getNumber());
                }
                graceful.run();
              }));
    }
    return signals;
  }

  @Override
  public void close() {
    before.forEach(Signal::handle);
  }
}
