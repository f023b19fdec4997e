package dev.landfall.app.service;

import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.EngineState;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.engine.schedule.Maintenance;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one who works with the store while the service runs: cycles, runs and changes of settings,
 * each on the engine's own thread, never two at once. A change that comes while a cycle runs is
 * made at the next page boundary. Any thread may call the methods.
 */
public final class EngineService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineService.class);
  private static final long CHANGE_PATIENCE_SECONDS = 30;

  private final Supplier<Landfall> opener;
  private final Supplier<Store> storeOpener;
  private final ExecutorService engineThread =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "landfall-engine"));
  private final Queue<FutureTask<?>> changes = new ConcurrentLinkedQueue<>();
  private @Nullable Work current;
  private boolean closing;
  private volatile @Nullable ConnectSync engine;
  private volatile boolean stopRequested;

  private enum Work {
    CYCLE,
    RUN,
    CHANGE
  }

  /**
   * @param opener opens everything, configuration read afresh; for cycles and runs
   * @param storeOpener opens the store alone; for changes
   */
  public EngineService(Supplier<Landfall> opener, Supplier<Store> storeOpener) {
    this.opener = opener;
    this.storeOpener = storeOpener;
  }

  /** Whether a cycle or a run goes on. */
  public synchronized boolean busy() {
    return current == Work.CYCLE || current == Work.RUN;
  }

  /**
   * Starts a cycle and returns at once.
   *
   * @param policy empty for the scheduler's next one
   * @param progress told each run as it ends, on the engine's thread
   * @throws LandfallException {@code RUN_IN_PROGRESS} while a cycle or a run goes on
   */
  public Future<CycleOutcome> startCycle(
      Optional<CyclePolicy> policy, String user, Consumer<RunRecord> progress) {
    claim(Work.CYCLE);
    return engineThread.submit(() -> working(landfall -> cycle(landfall, policy, user, progress)));
  }

  /** A cycle with what belongs after it; also for whoever runs one without a service. */
  public static CycleOutcome cycle(
      Landfall landfall, Optional<CyclePolicy> policy, String user, Consumer<RunRecord> progress) {
    ConnectSync engine = landfall.engine();
    List<RunRecord> runs =
        engine.cycle(policy.orElseGet(() -> engine.settings().nextPolicy()), user, progress);
    new Maintenance(landfall.store(), landfall.clock()).run();
    return new CycleOutcome(
        runs, engine.state().lastCycle().map(EngineState.EndedCycle::result).orElse("success"));
  }

  /**
   * Runs one profile and waits for its end. While a run of the same connector goes on the result is
   * {@code no-start-ma-already-running}.
   *
   * @param deletionThreshold for this run alone; empty for the setting
   */
  public RunRecord run(
      String connector, RunProfile profile, OptionalLong deletionThreshold, String user) {
    Optional<RunRecord> refused =
        Optional.ofNullable(engine).flatMap(busy -> alreadyRunning(busy, connector, profile, user));
    if (refused.isPresent()) {
      return refused.get();
    }
    claim(Work.RUN);
    return await(
        engineThread.submit(
            () ->
                working(
                    landfall ->
                        landfall
                            .engine()
                            .run(
                                landfall.connector(connector), profile, deletionThreshold, user))));
  }

  private static Optional<RunRecord> alreadyRunning(
      ConnectSync busy, String connector, RunProfile profile, String user) {
    return busy.busy()
        .filter(running -> Landfall.isNamed(running, connector))
        .map(running -> busy.alreadyRunning(running, profile, user));
  }

  /** Everything of one cycle or run: open, work, make the changes that waited, close. */
  private <T> T working(Function<Landfall, T> work) {
    try (Landfall landfall = opener.get()) {
      ConnectSync opened = landfall.engine();
      opened.atPageBoundaries(this::makeChanges);
      engine = opened;
      try {
        return stopRequested ? refuseToStart() : work.apply(landfall);
      } finally {
        makeChanges();
        engine = null;
      }
    } finally {
      release();
    }
  }

  private static <T> T refuseToStart() {
    throw new LandfallException(
        ErrorCode.RUN_IN_PROGRESS, "It was stopped before it began; start it again.");
  }

  /**
   * Changes something in the store: at once when nothing goes on, else between two pages.
   *
   * @throws LandfallException {@code RUN_IN_PROGRESS} if no page ends within half a minute
   */
  public <T> T change(Function<Store, T> change) {
    FutureTask<T> task;
    synchronized (this) {
      if (busy()) {
        task = new FutureTask<>(() -> change.apply(storeOfEngine()));
        changes.add(task);
      } else {
        claim(Work.CHANGE);
        task = new FutureTask<>(() -> changeAlone(change));
        engineThread.execute(task);
      }
    }
    try {
      return await(task, CHANGE_PATIENCE_SECONDS);
    } catch (TimeoutException waiting) {
      task.cancel(false);
      throw new LandfallException(
          ErrorCode.RUN_IN_PROGRESS,
          "A run goes on and has not ended a page for "
              + CHANGE_PATIENCE_SECONDS
              + " seconds; nothing was changed. Try again, or stop it with \"landfall cycle"
              + " stop\".",
          waiting);
    }
  }

  private Store storeOfEngine() {
    ConnectSync running = engine;
    if (running == null) {
      throw new IllegalStateException("A change waits for an engine that is not there.");
    }
    return running.store();
  }

  private <T> T changeAlone(Function<Store, T> change) {
    try (Store store = storeOpener.get()) {
      return change.apply(store);
    } finally {
      release();
    }
  }

  private void makeChanges() {
    FutureTask<?> change;
    while ((change = changes.poll()) != null) {
      change.run();
    }
  }

  /** Ends what goes on at its next page boundary; returns whether there was anything. */
  public synchronized boolean stop() {
    if (!busy()) {
      return false;
    }
    stopRequested = true;
    ConnectSync running = engine;
    if (running != null) {
      running.stop();
    }
    return true;
  }

  /** Ends the run of one connector, or whichever goes on; a cycle goes on with its next step. */
  public boolean stopRun(Optional<String> connector) {
    ConnectSync running = engine;
    return running != null
        && running
            .busy()
            .filter(now -> connector.map(name -> Landfall.isNamed(now, name)).orElse(true))
            .map(now -> running.stopRun(Optional.of(now.id())))
            .orElse(false);
  }

  /** A change takes a moment, so it is waited for; a cycle or run is a reason to refuse. */
  private synchronized void claim(Work work) {
    try {
      while (current == Work.CHANGE) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw inProgress("The service is shutting down.");
    }
    if (closing) {
      throw inProgress("The service is shutting down.");
    }
    if (current != null) {
      throw inProgress(
          (current == Work.CYCLE ? "A cycle" : "A run")
              + " is in progress; wait for its end, or stop it with \"landfall cycle stop\".");
    }
    current = work;
    stopRequested = false;
  }

  private static LandfallException inProgress(String message) {
    return new LandfallException(ErrorCode.RUN_IN_PROGRESS, message);
  }

  /** Nothing is added to the changes any more once this is done: later ones find nobody busy. */
  private synchronized void release() {
    FutureTask<?> left;
    while ((left = changes.poll()) != null) {
      left.cancel(false);
    }
    current = null;
    notifyAll();
  }

  private static <T> T await(Future<T> work) {
    try {
      return await(work, Long.MAX_VALUE);
    } catch (TimeoutException never) {
      throw new IllegalStateException(never);
    }
  }

  private static <T> T await(Future<T> work, long seconds) throws TimeoutException {
    try {
      return work.get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw inProgress("The service is shutting down.");
    } catch (CancellationException left) {
      throw inProgress("What went on ended before the change could be made; try again.");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new LandfallException(
              ErrorCode.UNEXPECTED, String.valueOf(failed.getMessage()), failed);
    }
  }

  /** Stops what goes on at its next page boundary, waits for that, and takes nothing more. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      stop();
    }
    engineThread.shutdown();
    try {
      while (!engineThread.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.info("waiting for the step under way to end its page");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
