package dev.landfall.testkit.reference;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The reference material beside the project: real exports and official descriptions that tests
 * read. Where it is absent, a test says so and is skipped.
 */
public final class ReferenceFolder {
  private ReferenceFolder() {}

  /** The configuration export of a real Entra Connect server. */
  public static Path entraConnectExport() {
    return require("data/entra-connect-contoso");
  }

  /** A path below the reference folder; skips the test where it is absent. */
  public static Path require(String path) {
    Path root = Path.of(System.getProperty("landfall.root", ".."));
    Path found = root.resolve("../shared").resolve(path).normalize();
    Assumptions.assumeTrue(
        Files.exists(found), () -> "skipped: the reference folder has no " + path);
    return found;
  }
}
