package dev.landfall.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the lease of a store promises. */
public interface LeaseContract {
  Store store();

  /** Opens the same store as another process would that takes {@link #store} for dead. */
  Store takeOver();

  @Test
  default void whoeverTakesOverHasAHigherToken() {
    long before = store().lease().token();
    assertThat(before).isPositive();
    try (Store successor = takeOver()) {
      assertThat(successor.lease().token()).isGreaterThan(before);
    }
  }

  @Test
  default void aWriterThatWasTakenOverFromWritesNoMore() {
    store().inTransaction(() -> store().documents().put("c", "committed", Map.of()));
    try (Store successor = takeOver()) {
      assertThatThrownBy(
              () -> store().inTransaction(() -> store().documents().put("c", "too late", Map.of())))
          .isInstanceOfSatisfying(
              LandfallException.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.RUN_IN_PROGRESS))
          .hasMessageContaining(successor.lease().holder());
      assertThat(successor.documents().get("c", "committed")).isPresent();
      assertThat(successor.documents().get("c", "too late")).isEmpty();
      successor.inTransaction(() -> successor.documents().put("c", "successor", Map.of()));
      assertThat(successor.documents().get("c", "successor")).isPresent();
    }
  }
}
