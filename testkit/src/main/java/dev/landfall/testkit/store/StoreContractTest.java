package dev.landfall.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.store.Store;
import java.util.Map;
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
