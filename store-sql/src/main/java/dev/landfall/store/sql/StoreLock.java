package dev.landfall.store.sql;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keeps a second writer away from a store; the operating system frees it when a process dies. */
final class StoreLock implements AutoCloseable {
  private static final long RETRY_MILLIS = 50;

  private final FileChannel channel;

  private StoreLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits this long for another process to finish, then gives up with RUN_IN_PROGRESS. */
  static StoreLock acquire(Path store, Duration patience) {
    Path file = store.resolveSibling(store.getFileName() + ".lock");
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        @Nullable StoreLock lock = attempt(file);
        if (lock != null) {
          return lock;
        }
        if (System.nanoTime() >= deadline) {
          throw inUse(store, null);
        }
        Thread.sleep(RETRY_MILLIS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw inUse(store, interrupted);
    } catch (IOException failure) {
      throw Database.storeFailed(store, failure);
    }
  }

  private static @Nullable StoreLock attempt(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
      return locked ? new StoreLock(channel) : null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static LandfallException inUse(Path store, @Nullable Throwable cause) {
    return new LandfallException(
        ErrorCode.RUN_IN_PROGRESS,
        "The store \""
            + store
            + "\" is in use by another Landfall process. Wait until its run has finished, or stop"
            + " that process, and try again.",
        cause);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // The lock goes with the process at the latest; nothing was left to write.
    }
  }
}
