package dev.landfall.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.store.Store;
import org.junit.jupiter.api.Test;

/** Whatever is done to a store, it answers as the in-memory store does. */
public interface StoreModelContract {
  Store store();

  @Test
  default void behavesLikeTheInMemoryStoreUnderRandomOperations() {
    long seed = Long.getLong("landfall.seed", System.nanoTime());
    try (Store model = new InMemoryStore()) {
      RandomOperations here = new RandomOperations(store(), seed);
      RandomOperations there = new RandomOperations(model, seed);
      for (int step = 0; step < 3_000; step++) {
        String done = here.next();
        assertThat(done).as("step %d of -Dlandfall.seed=%d", step, seed).isEqualTo(there.next());
        if (step % 50 == 0) {
          assertThat(here.state())
              .as("state after step %d of -Dlandfall.seed=%d: %s", step, seed, done)
              .isEqualTo(there.state());
        }
      }
    }
  }
}
