package dev.landfall.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.migration.Invariants;
import dev.landfall.engine.migration.Migration;
import dev.landfall.testkit.fault.FaultProxy;
import dev.landfall.testkit.fault.HttpFault;
import dev.landfall.testkit.fault.LdapFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole migration, again and again meeting a fault some operations further on, and each time
 * run again as an operator would. It gets to its end with the same objects and the same members.
 */
class MigrationFaultTest {
  private static final int MOST_ATTEMPTS = 60;

  @TempDir private Path home;
  private FaultLab lab = never();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // set before each test
  private static <T> T never() {
    return null;
  }

  @BeforeEach
  void writeBack() throws Exception {
    lab = new FaultLab(home).withPeople().withGroupsWrittenBack();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @ParameterizedTest
  @CsvSource({
    "RESET_BEFORE, 9",
    "RESET_AFTER, 7",
    "HALF_PAGE, 8",
    "SIZE_LIMIT, 7",
    "UNWILLING, 6",
    "CREDENTIALS_EXPIRED, 5"
  })
  void overFaultsOfActiveDirectory(LdapFault fault, int every) throws Exception {
    getsToItsEnd(lab.domain(), fault, every);
  }

  @ParameterizedTest
  @CsvSource({
    "RESET_BEFORE, 3",
    "RESET_AFTER, 4",
    "HALF_BODY, 2",
    "EMPTY_OBJECT, 3",
    "UNAUTHORIZED, 4",
    "GONE, 2"
  })
  void overFaultsOfTheTenant(HttpFault fault, int every) throws Exception {
    getsToItsEnd(lab.tenantProxy(), fault, every);
  }

  private <F> void getsToItsEnd(FaultProxy<F> proxy, F fault, int every) throws Exception {
    SortedMap<String, List<String>> before = lab.onPremises();
    Migration first = new Migration(lab.migrationWorld(), entry -> {});
    first.take(first.plan(Migration.Choice.ALL));
    int struck = 0;
    boolean done = false;
    StringBuilder story = new StringBuilder();
    for (int attempt = 1; !done; attempt++) {
      assertThat(attempt).as(story.toString()).isLessThan(MOST_ATTEMPTS);
      // Each attempt comes a little further before it meets the fault, the last ones none at all.
      // What is tried again by itself would be met once only: the fault stays until it is healed.
      proxy.strikeFrom(fault, (long) every * attempt);
      Optional<LandfallException> stopped = attempt();
      struck += proxy.struck() ? 1 : 0;
      lab.heal();
      story.append(" | ").append(stopped.map(LandfallException::getMessage).orElse("done"));
      done = stopped.isEmpty();
    }
    assertThat(struck).as("faults met: " + story).isGreaterThan(1);
    Invariants invariants = new Migration(lab.migrationWorld(), entry -> {}).verify();
    assertThat(invariants.details()).as(story.toString()).isEmpty();
    assertThat(invariants.hold()).isTrue();
    assertThat(lab.onPremises().keySet()).isEqualTo(before.keySet());
    lab.onPremises()
        .forEach(
            (guid, lines) ->
                assertThat(lines.subList(1, lines.size()).size())
                    .isEqualTo(before.get(guid).size() - 1));
  }

  private Optional<LandfallException> attempt() {
    try {
      return new Migration(lab.migrationWorld(), entry -> {}).run(Optional.empty()).stopped();
    } catch (LandfallException e) {
      return Optional.of(e);
    }
  }
}
