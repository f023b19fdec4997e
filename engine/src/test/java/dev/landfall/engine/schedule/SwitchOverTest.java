package dev.landfall.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.value.Attributes;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.testkit.connector.InMemoryConnector;
import dev.landfall.testkit.store.InMemoryStore;
import dev.landfall.testkit.time.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SwitchOverTest {
  private static final ConnectorId AD = new ConnectorId("ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d");

  private final SettableClock clock = new SettableClock();
  private final InMemoryStore store = new InMemoryStore();
  private final ConnectSync engine =
      new ConnectSync(
          store,
          List.of(
              new InMemoryConnector(AD, "corp", SystemKind.ACTIVE_DIRECTORY, Schema.of(List.of()))),
          Schema.of(List.of()),
          Map.of(),
          clock,
          new Random(1));

  private void pendingDelete(String name, String type) {
    store
        .connectorSpace(AD)
        .insert(
            CsObject.imported(new Anchor(name), "CN=" + name, type, Attributes.NONE)
                .edit()
                .unapplied(
                    new PendingExport(PendingExport.Operation.DELETE, Map.of(), Optional.empty()))
                .done());
  }

  @Test
  void aFreshServerHasNothingAgainstIt() {
    assertThat(SwitchOver.of(store, clock).objections()).isEmpty();
  }

  @Test
  void moreDeletesThanAllowedAreAnObjectionWithTheirTypes() {
    engine.settings().stagingMode(true);
    engine.cycle(CyclePolicy.INITIAL);
    pendingDelete("a", "group");
    pendingDelete("b", "user");
    assertThat(SwitchOver.of(store, clock).objections()).isEmpty();

    engine.settings().deletionThreshold(AD, OptionalLong.of(1));

    assertThat(SwitchOver.of(store, clock).objections())
        .singleElement()
        .asString()
        .contains("2 deletes are pending (1 group, 1 user) and the threshold is 1");
    engine.settings().deletionThreshold(AD, OptionalLong.empty());
    assertThat(SwitchOver.of(store, clock).objections())
        .singleElement()
        .asString()
        .contains("is off");
  }

  @Test
  void anOldInitialCycleIsRemarkedAndNoneAtAllToo() {
    engine.settings().stagingMode(true);
    engine.cycle(CyclePolicy.DELTA);
    pendingDelete("a", "group");
    assertThat(SwitchOver.of(store, clock).remarks())
        .singleElement()
        .asString()
        .contains("initial");

    engine.cycle(CyclePolicy.INITIAL);
    pendingDelete("b", "group");
    assertThat(SwitchOver.of(store, clock).remarks()).isEmpty();
    clock.advance(Duration.ofDays(8));
    assertThat(SwitchOver.of(store, clock).remarks())
        .singleElement()
        .asString()
        .contains("8 days ago");
  }
}
