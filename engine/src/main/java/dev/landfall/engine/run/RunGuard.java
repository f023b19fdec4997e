package dev.landfall.engine.run;

import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that one run or cycle goes on at a time, knows which connector is busy, and passes an
 * operator's stop on. All of it may be asked from any thread.
 */
final class RunGuard {
  private final PageBoundary boundary = new PageBoundary();
  private final AtomicBoolean taken = new AtomicBoolean();
  private volatile @Nullable Connector busy;
  private volatile boolean stopRequested;

  PageBoundary boundary() {
    return boundary;
  }

  /** Takes the engine for a run or a cycle; returns whether it was free. */
  boolean take() {
    boolean free = taken.compareAndSet(false, true);
    if (free) {
      stopRequested = false;
    }
    return free;
  }

  void free() {
    taken.set(false);
  }

  /** A run of this connector begins; a stop that came between two runs of a cycle holds for it. */
  void begin(Connector connector) {
    boundary.reset();
    if (stopRequested) {
      boundary.requestStop();
    }
    busy = connector;
  }

  void end() {
    busy = null;
  }

  Optional<Connector> busy() {
    return Optional.ofNullable(busy);
  }

  boolean isBusy(ConnectorId connector) {
    return busy().filter(running -> running.id().equals(connector)).isPresent();
  }

  /** Ends the run or the whole cycle. */
  void stop() {
    stopRequested = true;
    boundary.requestStop();
  }

  boolean stopRequested() {
    return stopRequested;
  }

  /** Ends the run that goes on, of this connector or of any; returns whether there was one. */
  boolean stopRun(Optional<ConnectorId> connector) {
    boolean meant = connector.isPresent() ? isBusy(connector.get()) : busy().isPresent();
    if (meant) {
      boundary.requestStop();
    }
    return meant;
  }

  LandfallException inProgress() {
    return new LandfallException(
        ErrorCode.RUN_IN_PROGRESS,
        busy().map(other -> "Connector \"" + other.name() + "\" runs").orElse("A cycle runs")
            + ": wait for its end, or stop it with \"landfall cycle stop\".");
  }
}
