package dev.landfall.app.service;

import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.schedule.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts cycles when the scheduler says that one is due. Settings are read at every look, so that a
 * change holds at once. {@link #look} does one look, for tests; {@link #run} looks until told to
 * end.
 */
public final class SchedulerLoop {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerLoop.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
  private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);

  private final EngineService service;
  private final Supplier<Store> reader;
  private final Clock clock;
  private @Nullable Future<?> cycle;
  private Instant notBefore = Instant.MIN;
  private List<String> alerts = List.of();
  private boolean ended;

  /**
   * @param reader opens the store for reading
   */
  public SchedulerLoop(EngineService service, Supplier<Store> reader, Clock clock) {
    this.service = service;
    this.reader = reader;
    this.clock = clock;
  }

  /** Starts a cycle if one is due; returns it then. */
  public Optional<Future<?>> look() {
    noteFailure();
    if (service.busy() || clock.instant().isBefore(notBefore)) {
      return Optional.empty();
    }
    try {
      Optional<CyclePolicy> due = due();
      if (due.isPresent()) {
        cycle = service.startCycle(due, "scheduler", run -> {});
        return Optional.of(cycle);
      }
    } catch (LandfallException inTheWay) {
      postpone(inTheWay);
    }
    return Optional.empty();
  }

  private Optional<CyclePolicy> due() {
    try (Store store = reader.get()) {
      Scheduler scheduler = new Scheduler(store, clock);
      List<String> current = scheduler.status().alerts();
      if (!current.equals(alerts)) {
        current.forEach(alert -> LOG.warn("alert: {}", alert));
        alerts = current;
      }
      return scheduler.due();
    }
  }

  private void noteFailure() {
    Future<?> last = cycle;
    if (last != null && last.isDone()) {
      cycle = null;
      try {
        last.get();
      } catch (ExecutionException failed) {
        postpone(failed.getCause() == null ? failed : failed.getCause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void postpone(Throwable reason) {
    notBefore = clock.instant().plus(AFTER_A_FAILURE);
    LOG.warn("cycle postponed until={} because: {}", notBefore, reason.getMessage());
  }

  /** Looks again and again; returns after {@link #end}. */
  public void run() throws InterruptedException {
    while (true) {
      look();
      synchronized (this) {
        if (!ended) {
          wait(BETWEEN_LOOKS.toMillis());
        }
        if (ended) {
          return;
        }
      }
    }
  }

  public synchronized void end() {
    ended = true;
    notifyAll();
  }
}
