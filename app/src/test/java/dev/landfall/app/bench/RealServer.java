package dev.landfall.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the configuration of a real server lies, and what benchmarks over it have in common. */
final class RealServer {
  /** Beside the checkout that the benchmarks run in. */
  static final Path EXPORT =
      Path.of(System.getProperty("landfall.root", "."))
          .resolve("../shared/data/entra-connect-contoso");

  private RealServer() {}

  static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
