package dev.landfall.connectors.ad;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;

/** The same contract against a real Active Directory. */
@Tag("samba")
class SambaAdTest extends AdContract {
  @Override
  AdLab open() throws Exception {
    String file = System.getenv("LANDFALL_SAMBA_ENV");
    Assumptions.assumeTrue(
        file != null && Files.isReadable(Path.of(file)),
        "No Samba: run bin/samba-lab start and set LANDFALL_SAMBA_ENV to the file it prints.");
    return new SambaLab(Path.of(file));
  }
}
