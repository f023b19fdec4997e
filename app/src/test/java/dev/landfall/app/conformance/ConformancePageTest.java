package dev.landfall.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.testkit.reference.ReferenceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every numbered case has a test, and the page shows them all. */
class ConformancePageTest {
  private static final Path ROOT = Path.of(System.getProperty("landfall.root", ".."));
  private static final Pattern CASE = Pattern.compile("(?m)^- CS-(\\d+)(b?) ");

  @Test
  void everyCaseOfTheSpecificationHasATest() throws IOException {
    Matcher cases = CASE.matcher(Files.readString(ReferenceFolder.require("spec/connect-sync.md")));
    Set<ConformancePage.Id> missing = new TreeSet<>();
    while (cases.find()) {
      missing.add(new ConformancePage.Id(Integer.parseInt(cases.group(1)), cases.group(2)));
    }
    assertThat(missing).hasSize(108);
    missing.removeAll(ConformancePage.claims(ROOT).keySet());
    assertThat(missing).as("cases without a test").isEmpty();
  }

  @Test
  void thePageShowsEveryTest() throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/conformance.md")))
        .as("run bin/test, then bin/conformance")
        .contains(ConformancePage.rows(ConformancePage.claims(ROOT)))
        .doesNotContain("| failed |")
        .doesNotContain("| not run |");
  }
}
