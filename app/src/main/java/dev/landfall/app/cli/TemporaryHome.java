package dev.landfall.app.cli;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A home folder that is gone when a command ends. */
final class TemporaryHome {
  private TemporaryHome() {}

  static Path create(String prefix) {
    try {
      return Files.createTempDirectory(prefix);
    } catch (IOException failed) {
      throw new LandfallException(
          ErrorCode.STORE_FAILED, "No temporary folder can be made.", failed);
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException left) {
      // A temporary folder that cannot be removed is the operating system's to clean.
    }
  }
}
