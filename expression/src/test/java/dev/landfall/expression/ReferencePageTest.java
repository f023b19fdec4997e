package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code -Dlandfall.golden.update=true} writes the page anew, for review. */
class ReferencePageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("landfall.root", "..")).resolve("docs/expressions.md");

  @Test
  void theReferencePageIsWhatTheCatalogueSays() throws IOException {
    if (Boolean.getBoolean("landfall.golden.update")) {
      Files.writeString(PAGE, ReferencePage.text());
      return;
    }
    assertThat(PAGE).as("written by -Dlandfall.golden.update=true").exists();
    assertThat(Files.readString(PAGE)).isEqualTo(ReferencePage.text());
  }
}
