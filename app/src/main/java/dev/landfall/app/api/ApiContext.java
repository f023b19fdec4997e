package dev.landfall.app.api;

import dev.landfall.app.config.HomeConfiguration;
import dev.landfall.app.service.EngineService;
import dev.landfall.core.store.Store;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What resources work with.
 *
 * @param reader opens the store for reading, beside whoever writes
 * @param configuration the home's, read afresh
 */
public record ApiContext(
    EngineService service,
    Supplier<Store> reader,
    Supplier<HomeConfiguration> configuration,
    Clock clock) {

  <T> T read(Function<Store, T> reading) {
    try (Store store = reader.get()) {
      return reading.apply(store);
    }
  }
}
