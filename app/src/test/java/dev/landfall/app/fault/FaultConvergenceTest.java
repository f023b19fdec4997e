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

  /** What a cycle says of itself. */
  record Outcome(boolean clean, String text) {}

  /** An engine, a round of changes for it, and the cycle that carries them over. */
  @TestInstance(Lifecycle.PER_CLASS)
  abstract static class Struck {
    final FaultLab lab;
    final TurningWorld world;

    Struck(FaultLab lab) {
      this.lab = lab;
      this.world = new TurningWorld(lab);
    }

    /** Makes the changes. */
    abstract void turn() throws Exception;

    /** One cycle; whether it says that it did everything. */
    abstract Outcome cycle();

    /** Fails if not everything has arrived. */
    abstract void arrived(String when) throws Exception;

    @AfterAll
    void end() {
      lab.close();
    }

    @ParameterizedTest
    @EnumSource(
        value = LdapFault.class,
        mode = Mode.EXCLUDE,
        names = {"SILENCE", "TIME_LIMIT", "ADMIN_LIMIT"})
    void anOperationOfActiveDirectoryFails(LdapFault fault) throws Exception {
      everyOperation(lab.domain(), fault);
    }

    @ParameterizedTest
    @EnumSource(
        value = HttpFault.class,
        mode = Mode.EXCLUDE,
        names = {"SILENCE", "STALL"})
    void aRequestToTheTenantFails(HttpFault fault) throws Exception {
      everyOperation(lab.tenantProxy(), fault);
    }

    final <F> void everyOperation(FaultProxy<F> proxy, F fault) throws Exception {
      long operation = 0;
      boolean struck;
      do {
        turn();
        proxy.strike(fault, operation);
        Outcome outcome = cycle();
        struck = proxy.struck();
        lab.heal();
        converges(fault + " at operation " + operation, outcome);
        operation++;
      } while (struck);
      assertThat(operation).as("operations that failed, and one").isGreaterThan(1);
    }

    final void converges(String when, Outcome struck) throws Exception {
      String story = when + ": " + struck.text();
      if (struck.clean()) {
        arrived("The cycle does not say that something is amiss. " + story);
      }
      for (int i = 0; i < CYCLES_TO_CONVERGE; i++) {
        story += " THEN " + cycle().text();
      }
      arrived(story);
    }
  }

  @Nested
  class OfConnectSync extends Struck {
    OfConnectSync(@TempDir Path home) throws Exception {
      super(new FaultLab(home).withPeople().withGroupsWrittenBack());
    }

    @Override
    void turn() throws Exception {
      world.turnBothSides();
    }

    @Override
    Outcome cycle() {
      List<RunRecord> runs = lab.cycle(CyclePolicy.DELTA);
      String text = Outline.of(runs);
      assertThat(runs)
          .as(text)
          .allMatch(run -> !run.result().stopped() || !run.result().errors().isEmpty());
      return new Outcome(runs.stream().allMatch(run -> run.result().clean()), text);
    }

    @Override
    void arrived(String when) throws Exception {
      world.everythingIsOnPremises(when);
      world.everythingIsInTheCloud(when);
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
      converges(fault + " from request " + request, outcome);
    }
  }

  @Nested
  class OfCloudSync extends Struck {
    OfCloudSync(@TempDir Path home) throws Exception {
      super(new FaultLab(home).withPeople().withGroupsProvisioned());
    }

    @Override
    void turn() {
      world.turnInTheCloud();
    }

    @Override
    Outcome cycle() {
      try {
        CycleCounts counts = lab.provision();
        return new Outcome(counts.failures().isEmpty(), Outline.of(counts));
      } catch (LandfallException e) {
        return new Outcome(false, e.code() + " " + e.getMessage());
      }
    }

    @Override
    void arrived(String when) throws Exception {
      world.everythingIsOnPremises(when);
    }

    @ParameterizedTest
    @EnumSource(value = LdapFault.class, mode = Mode.EXCLUDE, names = "SILENCE")
    void anOperationOfTheGlobalCatalogFails(LdapFault fault) throws Exception {
      everyOperation(lab.catalog(), fault);
    }
  }
}
