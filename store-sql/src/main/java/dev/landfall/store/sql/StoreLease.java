package dev.landfall.store.sql;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Lease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lease of one writer. It ends with its process, when it is closed, or when its heartbeat stops
 * for {@link LeaseFile#EXPIRY}: then another process may take it over with a higher token. A writer
 * that was merely suspended finds the higher token in its next transaction, and writes no more.
 */
final class StoreLease implements AutoCloseable {
  private static final long RETRY_MILLIS = 50;
  private static final long HEARTBEAT_SECONDS = 10;

  private final Path store;
  private final Clock clock;
  private final Optional<StoreLock> lock;
  private @Nullable LeaseFile ours;
  private @Nullable ScheduledExecutorService heart;

  private StoreLease(Path store, Clock clock, Optional<StoreLock> lock) {
    this.store = store;
    this.clock = clock;
    this.lock = lock;
  }

  /**
   * Waits until nobody else holds the lease.
   *
   * @param patience how long; then {@code RUN_IN_PROGRESS} names the holder
   */
  static StoreLease waitFor(Path store, Duration patience, Clock clock) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        Optional<LeaseFile> holder = LeaseFile.read(store);
        Optional<StoreLock> lock = StoreLock.attempt(store);
        if (free(store, holder, lock, clock.instant())) {
          return new StoreLease(store, clock, lock);
        }
        lock.ifPresent(StoreLock::close);
        if (System.nanoTime() >= deadline) {
          throw inUse(store, holder, null);
        }
        Thread.sleep(RETRY_MILLIS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw inUse(store, Optional.empty(), interrupted);
    } catch (IOException failure) {
      throw Database.storeFailed(store, failure);
    }
  }

  /**
   * With the lock a holder on this machine is known to be gone, and only one elsewhere counts.
   * Without it there is a process; its lease is free only once it has expired.
   */
  private static boolean free(
      Path store, Optional<LeaseFile> holder, Optional<StoreLock> lock, Instant now)
      throws IOException {
    if (holder.isEmpty()) {
      return lock.isPresent();
    }
    return lock.isPresent() && holder.get().onThisMachine() || holder.get().expired(store, now);
  }

  private static LandfallException inUse(
      Path store, Optional<LeaseFile> holder, @Nullable Throwable cause) {
    return new LandfallException(
        ErrorCode.RUN_IN_PROGRESS,
        "The store \""
            + store
            + "\" is in use by "
            + holder
                .map(one -> one.holder() + ", since " + one.since())
                .orElse("another Landfall process")
            + ". Wait until its run has finished, or stop it (landfall cycle stop), and try again.",
        cause);
  }

  /** Takes the lease with the next token, in a transaction of its own. */
  Lease take(Database database) {
    LeaseFile mine =
        database.inTransaction(
            () -> {
              // The write comes first, so that nobody else can read the same token.
              database.update("UPDATE lease SET token = token + 1 WHERE id = 1");
              LeaseFile next = LeaseFile.ours(token(database), clock.instant());
              database.update(
                  "UPDATE lease SET holder = ?, since = ? WHERE id = 1",
                  next.holder(),
                  next.since().toString());
              return next;
            });
    try {
      mine.write(store, clock.instant());
    } catch (IOException failure) {
      throw Database.storeFailed(store, failure);
    }
    ours = mine;
    database.beforeTransactions(() -> check(database, mine.token()));
    return mine.lease();
  }

  /** The lease of whoever works with the store now. */
  static Lease current(Path store, Clock clock) {
    try {
      Optional<LeaseFile> holder = LeaseFile.read(store);
      return holder.isPresent() && holder.get().alive(store, clock.instant())
          ? holder.get().lease()
          : Lease.NONE;
    } catch (IOException failure) {
      throw Database.storeFailed(store, failure);
    }
  }

  private static long token(Database database) {
    return database.number("SELECT token FROM lease WHERE id = 1");
  }

  private void check(Database database, long token) {
    if (token(database) != token) {
      throw lost(store, database);
    }
  }

  private static LandfallException lost(Path store, Database database) {
    return new LandfallException(
        ErrorCode.RUN_IN_PROGRESS,
        "This process was taken for dead, and "
            + database
                .first(
                    "SELECT holder, since FROM lease WHERE id = 1",
                    row ->
                        row.getString(1)
                            + " took over the store \""
                            + store
                            + "\" at "
                            + row.getString(2))
                .orElse("another one took over the store")
            + ". It writes no more; what it had committed is there.");
  }

  /** Lets the lease live on by itself; without this only {@link #take} gives a sign of life. */
  void beat() {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "landfall-lease");
              thread.setDaemon(true);
              return thread;
            });
    executor.scheduleWithFixedDelay(
        this::heartbeat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    heart = executor;
  }

  private void heartbeat() {
    LeaseFile mine = ours;
    if (mine != null) {
      try {
        mine.heartbeat(store, clock.instant());
      } catch (IOException missed) {
        // One beat of many; if the disk stays away the next transaction says so.
      }
    }
  }

  @Override
  public void close() {
    try {
      if (heart != null) {
        heart.shutdownNow();
      }
      if (ours != null) {
        ours.remove(store);
      }
    } catch (IOException ignored) {
      // The lease expires, and its process is gone.
    } finally {
      lock.ifPresent(StoreLock::close);
    }
  }
}
