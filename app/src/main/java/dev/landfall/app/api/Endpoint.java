package dev.landfall.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the service of a home listens and what it wants to hear: the file {@code serve.json} in the
 * home folder, readable by its owner alone. Whoever can read it may use the API.
 *
 * @param process the service's process id
 * @param processStart when that process began, so that a reused id is told apart
 */
public record Endpoint(String url, String token, long process, String processStart, String since) {
  private static final String FILE = "serve.json";

  static Endpoint ours(String url, String token, Instant now) {
    return new Endpoint(
        url, token, ProcessHandle.current().pid(), start(ProcessHandle.current()), now.toString());
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  /** The service that runs for a home; a file that a dead one left counts for nothing. */
  public static Optional<Endpoint> of(Path home) {
    try {
      JsonNode node = Json.read(Files.readString(home.resolve(FILE)));
      return Optional.of(
              new Endpoint(
                  node.path("url").asText(),
                  node.path("token").asText(),
                  node.path("process").asLong(),
                  node.path("processStart").asText(),
                  node.path("since").asText()))
          .filter(Endpoint::alive);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "\""
              + home.resolve(FILE)
              + "\" cannot be read: a service of another user runs for this home. Give the command"
              + " as that user.",
          unreadable);
    }
  }

  private boolean alive() {
    return ProcessHandle.of(process)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> start(handle).equals(processStart))
        .isPresent();
  }

  void write(Path home) {
    Path file = home.resolve(FILE);
    try {
      Files.createDirectories(home);
      Path fresh = home.resolve(FILE + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, ownerOnly(home));
      Files.writeString(
          fresh,
          Json.object()
              .put("url", url)
              .put("token", token)
              .put("process", process)
              .put("processStart", processStart)
              .put("since", since)
              .toPrettyString());
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new LandfallException(
          ErrorCode.STORE_FAILED, "\"" + file + "\" cannot be written.", failed);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path home) {
    boolean posix = home.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  void remove(Path home) {
    try {
      if (of(home).equals(Optional.of(this))) {
        Files.deleteIfExists(home.resolve(FILE));
      }
    } catch (IOException left) {
      // It names a process that is gone, so nobody will believe it.
    }
  }

  /** The token is left out: records are printed. */
  @Override
  public String toString() {
    return "Endpoint[" + url + ", process " + process + "]";
  }
}
