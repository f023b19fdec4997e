package dev.landfall.store.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock of the operating system, which frees it when the process dies: where it is free, whoever
 * held the lease on this machine is gone.
 */
final class StoreLock implements AutoCloseable {
  /**
   * Locked by this process. POSIX drops a lock as soon as its process closes any descriptor of the
   * file, so a second attempt must not even open it.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private StoreLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static Optional<StoreLock> attempt(Path store) throws IOException {
    Path file = store.resolveSibling(store.getFileName() + ".lock");
    if (!OURS.add(file)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      locked = channel.tryLock() != null;
      return locked ? Optional.of(new StoreLock(file, channel)) : Optional.empty();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return Optional.empty();
    } finally {
      if (!locked) {
        OURS.remove(file);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // The lock goes with the process at the latest; nothing was left to write.
    } finally {
      OURS.remove(file);
    }
  }
}
