package dev.landfall.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.cloudsync.CycleCounts;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.testkit.fault.FaultProxy;
import dev.landfall.testkit.fault.HttpFault;
import dev.landfall.testkit.fault.LdapFault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Something changes, and the cycle that should carry it over meets a fault at one of its
 * operations. It either gets everything done or says what went wrong, and the next cycles bring
 * both sides to where they would be without the fault: nothing lost, nothing doubled.
 */
class FaultConvergenceTest {
  private static final int CYCLES_TO_CONVERGE = 3;

  /** One round of changes and the cycle for it. */
  private interface Round {
    /** Makes the changes. */
    void turn() throws Exception;

    /** One cycle; whether it says that it did everything. */
    Outcome cycle();

    /** Fails if not everything has arrived. */
    void arrived(String when) throws Exception;
  }

  /** What a cycle says of itself. */
  private record Outcome(boolean clean, String text) {}

  private static <F> void everyOperation(FaultLab lab, FaultProxy<F> proxy, F fault, Round round)
      throws Exception {
    long operation = 0;
    boolean struck;
    do {
      round.turn();
      proxy.strike(fault, operation);
      Outcome outcome = round.cycle();
      struck = proxy.struck();
      lab.heal();
      converges(fault + " at operation " + operation, outcome, round);
      operation++;
    } while (struck);
    assertThat(operation).as("operations that failed, and one").isGreaterThan(1);
  }

  private static void converges(String when, Outcome struck, Round round) throws Exception {
    String story = when + ": " + struck.text();
    if (struck.clean()) {
      round.arrived("The cycle does not say that something is amiss. " + story);
    }
    for (int i = 0; i < CYCLES_TO_CONVERGE; i++) {
      Outcome next = round.cycle();
      story += " THEN " + next.text();
    }
    round.arrived(story);
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class OfConnectSync implements Round {
    private final FaultLab lab;
    private final TurningWorld world;

    OfConnectSync(@TempDir Path home) throws Exception {
      lab = new FaultLab(home).withPeople().withGroupsWrittenBack();
      world = new TurningWorld(lab);
    }

    @AfterAll
    void end() {
      lab.close();
    }

    @Override
    public void turn() throws Exception {
      world.turnBothSides();
    }

    @Override
    public Outcome cycle() {
      List<RunRecord> runs = lab.cycle(CyclePolicy.DELTA);
      String text = Outline.of(runs);
      assertThat(runs)
          .as(text)
          .allMatch(run -> !run.result().stopped() || !run.result().errors().isEmpty());
      return new Outcome(runs.stream().allMatch(run -> run.result().clean()), text);
    }

    @Override
    public void arrived(String when) throws Exception {
      world.everythingIsOnPremises(when);
      world.everythingIsInTheCloud(when);
    }

    @ParameterizedTest
    @EnumSource(
        value = LdapFault.class,
        mode = Mode.EXCLUDE,
        names = {"SILENCE", "TIME_LIMIT", "ADMIN_LIMIT"})
    void anOperationOfActiveDirectoryFails(LdapFault fault) throws Exception {
      everyOperation(lab, lab.domain(), fault, this);
    }

    @ParameterizedTest
    @EnumSource(
        value = HttpFault.class,
        mode = Mode.EXCLUDE,
        names = {"SILENCE", "STALL"})
    void aRequestToTheTenantFails(HttpFault fault) throws Exception {
      everyOperation(lab, lab.tenantProxy(), fault, this);
    }

    /** A storm, an outage, a secret that expires: from some request on nothing works any more. */
    @ParameterizedTest
    @CsvSource({
      "THROTTLED, 0",
      "THROTTLED, 3",
      "THROTTLED, 6",
      "UNAVAILABLE, 2",
      "UNAVAILABLE, 7",
      "RESET_BEFORE, 4",
      "UNAUTHORIZED, 1",
      "UNAUTHORIZED, 5"
    })
    void theTenantFailsForGood(HttpFault fault, int request) throws Exception {
      turn();
      lab.tenantProxy().strikeFrom(fault, request);
      Outcome outcome = cycle();
      assertThat(lab.tenantProxy().struck()).isTrue();
      assertThat(outcome.clean()).as(outcome.text()).isFalse();
      lab.heal();
      converges(fault + " from request " + request, outcome, this);
    }
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class OfCloudSync implements Round {
    private final FaultLab lab;
    private final TurningWorld world;

    OfCloudSync(@TempDir Path home) throws Exception {
      lab = new FaultLab(home).withPeople().withGroupsProvisioned();
      world = new TurningWorld(lab);
    }

    @AfterAll
    void end() {
      lab.close();
    }

    @Override
    public void turn() {
      world.turnInTheCloud();
    }

    @Override
    public Outcome cycle() {
      try {
        CycleCounts counts = lab.provision();
        return new Outcome(counts.failures().isEmpty(), Outline.of(counts));
      } catch (LandfallException e) {
        return new Outcome(false, e.code() + " " + e.getMessage());
      }
    }

    @Override
    public void arrived(String when) throws Exception {
      world.everythingIsOnPremises(when);
    }

    @ParameterizedTest
    @EnumSource(
        value = LdapFault.class,
        mode = Mode.EXCLUDE,
        names = {"SILENCE", "TIME_LIMIT", "ADMIN_LIMIT"})
    void anOperationOfActiveDirectoryFails(LdapFault fault) throws Exception {
      everyOperation(lab, lab.domain(), fault, this);
    }

    @ParameterizedTest
    @EnumSource(value = LdapFault.class, mode = Mode.EXCLUDE, names = "SILENCE")
    void anOperationOfTheGlobalCatalogFails(LdapFault fault) throws Exception {
      everyOperation(lab, lab.catalog(), fault, this);
    }

    @ParameterizedTest
    @EnumSource(
        value = HttpFault.class,
        mode = Mode.EXCLUDE,
        names = {"SILENCE", "STALL"})
    void aRequestToTheTenantFails(HttpFault fault) throws Exception {
      everyOperation(lab, lab.tenantProxy(), fault, this);
    }
  }
}
