package dev.landfall.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.testkit.fault.HttpFault;
import dev.landfall.testkit.fault.LdapFault;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * An incomplete read can never delete. Everything is in step; then every operation of a cycle fails
 * once, in every way it can fail, at every page. Whatever a cycle makes of that, no object and no
 * member goes on either side, and the cycle after it finds nothing to do.
 */
class IncompleteReadTest {
  @TempDir private static Path home;

  private static FaultLab lab = never();
  private static SortedMap<String, List<String>> onPremises = never();
  private static SortedMap<String, List<String>> inCloud = never();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // set before the first test
  private static <T> T never() {
    return null;
  }

  @BeforeAll
  static void settle() throws Exception {
    lab = new FaultLab(home).settled();
    onPremises = lab.onPremises();
    inCloud = lab.inCloud();
  }

  @AfterAll
  static void end() {
    lab.close();
  }

  @ParameterizedTest
  @EnumSource(LdapFault.class)
  void ofActiveDirectoryInAnInitialCycle(LdapFault fault) throws Exception {
    connectSync(CyclePolicy.INITIAL, fault);
  }

  @ParameterizedTest
  @EnumSource(value = HttpFault.class, mode = Mode.EXCLUDE, names = "SILENCE")
  void ofTheTenantInAnInitialCycle(HttpFault fault) throws Exception {
    connectSync(CyclePolicy.INITIAL, fault);
  }

  private void connectSync(CyclePolicy policy, LdapFault fault) throws Exception {
    for (int operation = 0; ; operation++) {
      lab.domain().strike(fault, operation);
      List<RunRecord> runs = lab.cycle(policy);
      boolean struck = lab.domain().struck();
      lab.heal();
      nothingIsGone(fault + " at operation " + operation, runs);
      if (!struck) {
        assertThat(operation).isGreaterThan(10);
        break;
      }
    }
    theNextCycleFindsNothing();
  }

  private void connectSync(CyclePolicy policy, HttpFault fault) throws Exception {
    for (int request = 0; ; request++) {
      lab.tenantProxy().strike(fault, request);
      List<RunRecord> runs = lab.cycle(policy);
      boolean struck = lab.tenantProxy().struck();
      lab.heal();
      nothingIsGone(fault + " at request " + request, runs);
      if (!struck) {
        assertThat(request).isGreaterThan(10);
        break;
      }
    }
    theNextCycleFindsNothing();
  }

  private static void nothingIsGone(String when, List<RunRecord> runs) throws Exception {
    String outcome = when + ", " + outline(runs);
    assertThat(lab.onPremises()).as(outcome).isEqualTo(onPremises);
    assertThat(lab.inCloud()).as(outcome).isEqualTo(inCloud);
  }

  private static String outline(List<RunRecord> runs) {
    return runs.stream()
        .map(
            run ->
                run.connectorName()
                    + " "
                    + run.profile()
                    + " "
                    + run.result().result()
                    + " "
                    + run.result().counters())
        .toList()
        .toString();
  }

  private static void theNextCycleFindsNothing() throws Exception {
    for (RunRecord run : lab.cycle(CyclePolicy.INITIAL)) {
      assertThat(run.result().stopped()).as(run.toString()).isFalse();
      assertThat(run.result().errors()).as(run.toString()).isEmpty();
    }
    nothingIsGone("afterwards", List.of());
  }
}
