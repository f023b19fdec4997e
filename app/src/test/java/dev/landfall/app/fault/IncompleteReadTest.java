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
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An incomplete read can never delete. Everything is in step; then every operation of a whole cycle
 * fails once, in every way it can fail, at every page. Whatever a cycle makes of that, no object
 * and no member goes on either side, and the cycle after it finds nothing to do.
 */
class IncompleteReadTest {

  /** One cycle of an engine, whatever comes of it. */
  private interface Cycle {
    String run();
  }

  /** A settled world, and what there is in it. */
  private static final class World implements AutoCloseable {
    private final FaultLab lab;
    private final SortedMap<String, List<String>> onPremises;
    private final SortedMap<String, List<String>> inCloud;

    World(FaultLab lab) throws Exception {
      this.lab = lab;
      this.onPremises = lab.onPremises();
      this.inCloud = lab.inCloud();
      // A judge that sees no members would see none go.
      assertThat(members(onPremises)).isGreaterThan(2 * FaultLab.GROUPS * 3);
      assertThat(members(inCloud)).isGreaterThan(2 * FaultLab.GROUPS * 3);
    }

    private static int members(SortedMap<String, List<String>> all) {
      return all.values().stream().mapToInt(lines -> lines.size() - 1).sum();
    }

    <F> void everyOperationFailsOnce(FaultProxy<F> proxy, F fault, Cycle cycle) throws Exception {
      long operation = 0;
      boolean struck;
      do {
        proxy.strike(fault, operation);
        String outcome = cycle.run();
        struck = proxy.struck();
        lab.heal();
        nothingIsGone(fault + " at operation " + operation + ": " + outcome);
        if (outcome.contains("stopped-") || outcome.contains("no-start-")) {
          // What was cut off goes on where it was; the next failure is to meet a whole cycle again.
          nothingIsGone("then: " + cycle.run());
        }
        operation++;
      } while (struck);
      assertThat(operation).as("operations that failed, and one").isGreaterThan(5);
    }

    void nothingIsGone(String when) throws Exception {
      assertThat(lab.onPremises()).as(when).isEqualTo(onPremises);
      assertThat(lab.inCloud()).as(when).isEqualTo(inCloud);
    }

    @Override
    public void close() {
      lab.close();
    }
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class OfConnectSync {
    private final World world;

    OfConnectSync(@TempDir Path home) throws Exception {
      world = new World(new FaultLab(home).withPeople().withGroupsWrittenBack());
    }

    @AfterAll
    void end() {
      world.close();
    }

    @ParameterizedTest
    @EnumSource(LdapFault.class)
    void fromActiveDirectory(LdapFault fault) throws Exception {
      world.everyOperationFailsOnce(world.lab.domain(), fault, this::cycle);
      theNextCycleFindsNothing();
    }

    @ParameterizedTest
    @EnumSource(HttpFault.class)
    void fromTheTenant(HttpFault fault) throws Exception {
      world.everyOperationFailsOnce(world.lab.tenantProxy(), fault, this::cycle);
      theNextCycleFindsNothing();
    }

    private String cycle() {
      return Outline.of(world.lab.cycle(CyclePolicy.INITIAL));
    }

    private void theNextCycleFindsNothing() throws Exception {
      List<RunRecord> runs = world.lab.cycle(CyclePolicy.INITIAL);
      assertThat(runs).as(Outline.of(runs)).allMatch(run -> run.result().errors().isEmpty());
      world.nothingIsGone(Outline.of(runs));
    }
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class OfCloudSync {
    private final World world;

    OfCloudSync(@TempDir Path home) throws Exception {
      world = new World(new FaultLab(home).withPeople().withGroupsProvisioned());
    }

    @AfterAll
    void end() {
      world.close();
    }

    @ParameterizedTest
    @EnumSource(LdapFault.class)
    void fromActiveDirectory(LdapFault fault) throws Exception {
      world.everyOperationFailsOnce(world.lab.domain(), fault, this::cycle);
      theNextCycleFindsNothing();
    }

    @ParameterizedTest
    @EnumSource(HttpFault.class)
    void fromTheTenant(HttpFault fault) throws Exception {
      world.everyOperationFailsOnce(world.lab.tenantProxy(), fault, this::cycle);
      theNextCycleFindsNothing();
    }

    private String cycle() {
      world.lab.restartJob();
      try {
        return Outline.of(world.lab.provision());
      } catch (LandfallException e) {
        return e.code() + " " + e.getMessage();
      }
    }

    private void theNextCycleFindsNothing() throws Exception {
      world.lab.restartJob();
      CycleCounts counts = world.lab.provision();
      assertThat(counts.failures()).isEmpty();
      assertThat(counts.countExported()).as(Outline.of(counts)).isZero();
      world.nothingIsGone(Outline.of(counts));
    }
  }
}
