package dev.landfall.store.sql;

import dev.landfall.core.store.Lease;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * Who holds the lease of a store, in a file beside it whose time of modification is the heartbeat.
 * The heartbeat is not in the database: a second connection that writes there would spoil the
 * snapshot under a transaction of the first.
 *
 * @param process id of the process
 * @param processStart when that process began, so that a reused id is told apart; may be empty
 */
record LeaseFile(
    long token, long process, String processStart, String host, String user, Instant since) {
  /** Without a heartbeat for so long the lease has expired. */
  static final Duration EXPIRY = Duration.ofSeconds(60);

  static LeaseFile ours(long token, Instant now) {
    return new LeaseFile(
        token,
        ProcessHandle.current().pid(),
        start(ProcessHandle.current()),
        thisHost(),
        System.getProperty("user.name", ""),
        now);
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static Path of(Path store) {
    return store.resolveSibling(store.getFileName() + ".lease");
  }

  private static String thisHost() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException noLinux) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException nameless) {
        return "localhost";
      }
    }
  }

  static Optional<LeaseFile> read(Path store) throws IOException {
    Properties fields = new Properties();
    try {
      fields.load(new StringReader(Files.readString(of(store))));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    return Optional.of(
        new LeaseFile(
            Long.parseLong(fields.getProperty("token", "0")),
            Long.parseLong(fields.getProperty("process", "0")),
            fields.getProperty("processStart", ""),
            fields.getProperty("host", ""),
            fields.getProperty("user", ""),
            Instant.parse(fields.getProperty("since", Instant.EPOCH.toString()))));
  }

  void write(Path store, Instant now) throws IOException {
    Path file = of(store);
    Path fresh = file.resolveSibling(file.getFileName() + "." + token);
    Files.writeString(
        fresh,
        "token=%d%nprocess=%d%nprocessStart=%s%nhost=%s%nuser=%s%nsince=%s%n"
            .formatted(token, process, processStart, host, user.replace("\\", "\\\\"), since));
    Files.setLastModifiedTime(fresh, FileTime.from(now));
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Shows that the holder lives, unless somebody else took over meanwhile. */
  void heartbeat(Path store, Instant now) throws IOException {
    if (read(store).equals(Optional.of(this))) {
      Files.setLastModifiedTime(of(store), FileTime.from(now));
    }
  }

  void remove(Path store) throws IOException {
    if (read(store).equals(Optional.of(this))) {
      Files.deleteIfExists(of(store));
    }
  }

  boolean onThisMachine() {
    return host.equals(thisHost());
  }

  boolean expired(Path store, Instant now) throws IOException {
    try {
      Instant heartbeat = Files.getLastModifiedTime(of(store)).toInstant();
      return heartbeat.plus(EXPIRY).isBefore(now);
    } catch (NoSuchFileException released) {
      return true;
    }
  }

  /** Whether the holder still works, as far as can be seen from here. */
  boolean alive(Path store, Instant now) throws IOException {
    boolean processGone =
        onThisMachine()
            && ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> processStart.isEmpty() || processStart.equals(start(handle)))
                .isEmpty();
    return !processGone && !expired(store, now);
  }

  Lease lease() {
    return new Lease(token, holder(), onThisMachine() ? process : 0, since);
  }

  /** For people. */
  String holder() {
    return "process " + process + " of " + user + " on " + host;
  }
}
