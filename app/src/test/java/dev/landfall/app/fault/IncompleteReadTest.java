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

  /** An engine in a settled world, and what there is in it. */
  @TestInstance(Lifecycle.PER_CLASS)
  abstract static class Struck {
    final FaultLab lab;
    private final SortedMap<String, List<String>> onPremises;
    private final SortedMap<String, List<String>> inCloud;

    Struck(FaultLab lab) throws Exception {
      this.lab = lab;
      this.onPremises = lab.onPremises();
      this.inCloud = lab.inCloud();
      // A judge that sees no members would see none go.
      assertThat(members(onPremises)).isGreaterThan(2 * FaultLab.GROUPS * 3);
      assertThat(members(inCloud)).isGreaterThan(2 * FaultLab.GROUPS * 3);
    }

    /** One whole cycle; what came of it, whatever that is. */
    abstract String cycle();

    /** Fails if an undisturbed cycle finds anything to do; what came of it. */
    abstract String idleCycle();

    @AfterAll
    void end() {
      lab.close();
    }

    @ParameterizedTest
    @EnumSource(LdapFault.class)
    void fromActiveDirectory(LdapFault fault) throws Exception {
      everyOperationFailsOnce(lab.domain(), fault);
    }

    @ParameterizedTest
    @EnumSource(HttpFault.class)
    void fromTheTenant(HttpFault fault) throws Exception {
      everyOperationFailsOnce(lab.tenantProxy(), fault);
    }

    private static int members(SortedMap<String, List<String>> all) {
      return all.values().stream().mapToInt(lines -> lines.size() - 1).sum();
    }

    private <F> void everyOperationFailsOnce(FaultProxy<F> proxy, F fault) throws Exception {
      long operation = 0;
      boolean struck;
      do {
        proxy.strike(fault, operation);
        String outcome = cycle();
        struck = proxy.struck();
        lab.heal();
        nothingIsGone(fault + " at operation " + operation + ": " + outcome);
        if (outcome.contains("stopped-") || outcome.contains("no-start-")) {
          // What was cut off goes on where it was; the next failure is to meet a whole cycle again.
          nothingIsGone("then: " + cycle());
        }
        operation++;
      } while (struck);
      assertThat(operation).as("operations that failed, and one").isGreaterThan(5);
      nothingIsGone(idleCycle());
    }

    private void nothingIsGone(String when) throws Exception {
      assertThat(lab.onPremises()).as(when).isEqualTo(onPremises);
      assertThat(lab.inCloud()).as(when).isEqualTo(inCloud);
    }
  }

  @Nested
  class OfConnectSync extends Struck {
    OfConnectSync(@TempDir Path home) throws Exception {
      super(new FaultLab(home).withPeople().withGroupsWrittenBack());
    }

    @Override
    String cycle() {
      return Outline.of(lab.cycle(CyclePolicy.INITIAL));
    }

    @Override
    String idleCycle() {
      List<RunRecord> runs = lab.cycle(CyclePolicy.INITIAL);
      assertThat(runs).as(Outline.of(runs)).allMatch(run -> run.result().errors().isEmpty());
      return Outline.of(runs);
    }
  }

  @Nested
  class OfCloudSync extends Struck {
    OfCloudSync(@TempDir Path home) throws Exception {
      super(new FaultLab(home).withPeople().withGroupsProvisioned());
    }

    @Override
    String cycle() {
      lab.restartJob();
      try {
        return Outline.of(lab.provision());
      } catch (LandfallException e) {
        return e.code() + " " + e.getMessage();
      }
    }

    @Override
    String idleCycle() {
      lab.restartJob();
      CycleCounts counts = lab.provision();
      assertThat(counts.failures()).isEmpty();
      assertThat(counts.countExported()).as(Outline.of(counts)).isZero();
      return Outline.of(counts);
    }
  }
}
