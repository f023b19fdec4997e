package dev.landfall.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every store promises. A store's own test extends this and opens an empty store; the parts
 * are in the interfaces, one for each part of the SPI.
 */
public abstract class StoreContractTest
    implements DocumentsContract,
        ConnectorSpaceContract,
        ImportedReferencesContract,
        ExportedReferencesContract,
        MetaverseContract,
        LeaseContract,
        StoreModelContract {
  private @Nullable Store store;

  /** Opens an empty store. */
  protected abstract Store openEmpty();

  @BeforeEach
  void openStore() {
    store = openEmpty();
  }

  @AfterEach
  void closeStore() {
    store().close();
  }

  @Override
  public Store store() {
    Store open = store;
    if (open == null) {
      throw new IllegalStateException("The store is not open yet.");
    }
    return open;
  }

  @Test
  void returnsTheResultOfATransaction() {
    assertThat(store().<String>inTransaction(() -> "done")).isEqualTo("done");
  }

  @Test
  void whatAnExceptionInterruptsNeverHappened() {
    store().documents().put("c", "kept", Map.of("a", "1"));
    assertThatThrownBy(
            () ->
                store()
                    .inTransaction(
                        () -> {
                          store().documents().put("c", "lost", Map.of());
                          store().documents().put("c", "kept", Map.of("a", "2"));
                          throw new IllegalArgumentException("stop");
                        }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stop");
    assertThat(store().documents().get("c", "lost")).isEmpty();
    assertThat(store().documents().get("c", "kept")).contains(Map.of("a", "1"));
  }

  @Test
  void anInnerTransactionJoinsTheOuterOne() {
    assertThatThrownBy(
            () ->
                store()
                    .inTransaction(
                        () -> {
                          store().inTransaction(() -> store().documents().put("c", "in", Map.of()));
                          throw new IllegalArgumentException("stop");
                        }))
        .hasMessage("stop");
    assertThat(store().documents().get("c", "in")).isEmpty();
  }

  @Test
  void whatIsRolledBackWasThereWhileItLasted() {
    ConnectorId connector = new ConnectorId("rolled-back");
    store().documents().put("c", "kept", Map.of("a", "1"));
    List<Boolean> seen =
        store()
            .rolledBack(
                () -> {
                  store().documents().put("c", "kept", Map.of("a", "2"));
                  // A connector space, a type and an attribute the store has never heard of.
                  CsObject made =
                      CsObject.imported(
                          new Anchor("1"),
                          "CN=new",
                          "novel",
                          Attributes.builder()
                              .set(AttributeName.of("novelty"), List.of(Value.of("x")))
                              .build());
                  long id = store().connectorSpace(connector).insert(made);
                  long joined = store().metaverse().insert(MvObject.blank("novel"));
                  store().metaverse().markDirty(joined);
                  return List.of(
                      store().documents().get("c", "kept").equals(Optional.of(Map.of("a", "2"))),
                      store().connectorSpace(connector).byId(id).isPresent(),
                      store().metaverse().byId(joined).isPresent());
                });
    assertThat(seen).containsOnly(true);
    assertThat(store().documents().get("c", "kept")).contains(Map.of("a", "1"));
    assertThat(store().connectorSpace(connector).byDn("CN=new")).isEmpty();
    assertThat(store().connectorSpace(connector).count()).isZero();
    assertThat(store().metaverse().counts()).isEmpty();
    assertThat(store().metaverse().dirty(0, 10)).isEmpty();
  }

  @Test
  void goesOnAfterWorkRolledBack() {
    ConnectorId connector = new ConnectorId("rolled-back");
    CsObject object = CsObject.imported(new Anchor("1"), "CN=new", "novel", Attributes.NONE);
    store().rolledBack(() -> store().connectorSpace(connector).insert(object));
    long id = store().connectorSpace(connector).insert(object);
    assertThat(store().connectorSpace(connector).byAnchor(new Anchor("1")))
        .map(CsObject::id)
        .contains(id);
  }

  @Test
  void aTransactionThatFailsInWorkToBeRolledBackNeverHappenedThere() {
    List<Long> counts =
        store()
            .rolledBack(
                () -> {
                  store().inTransaction(() -> store().documents().put("c", "before", Map.of()));
                  assertThatThrownBy(
                          () ->
                              store()
                                  .inTransaction(
                                      () -> {
                                        store().documents().put("c", "lost", Map.of());
                                        throw new IllegalArgumentException("stop");
                                      }))
                      .hasMessage("stop");
                  long afterFailure = store().documents().count("c");
                  store().inTransaction(() -> store().documents().put("c", "after", Map.of()));
                  return List.of(afterFailure, (long) store().documents().count("c"));
                });
    assertThat(counts).containsExactly(1L, 2L);
    assertThat(store().documents().count("c")).isZero();
  }

  @Test
  void partOfATransactionCannotBeRolledBack() {
    assertThatThrownBy(() -> store().inTransaction(() -> store().rolledBack(() -> "never")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anExceptionInWorkToBeRolledBackRollsItBackToo() {
    assertThatThrownBy(
            () ->
                store()
                    .rolledBack(
                        () -> {
                          store().documents().put("c", "lost", Map.of());
                          throw new IllegalArgumentException("stop");
                        }))
        .hasMessage("stop");
    assertThat(store().documents().get("c", "lost")).isEmpty();
  }

  @Test
  void goesOnAfterARollback() {
    assertThatThrownBy(
            () ->
                store()
                    .inTransaction(
                        () -> {
                          throw new IllegalArgumentException("stop");
                        }))
        .hasMessage("stop");
    store().inTransaction(() -> store().documents().put("c", "later", Map.of()));
    assertThat(store().documents().count("c")).isEqualTo(1);
  }
}
