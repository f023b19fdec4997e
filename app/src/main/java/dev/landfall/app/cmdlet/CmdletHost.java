package dev.landfall.app.cmdlet;

import dev.landfall.app.api.ApiClient;
import dev.landfall.app.config.HomeConfiguration;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.store.Store;
import dev.landfall.engine.run.RuleStore;
import java.util.Optional;
import java.util.function.Function;

/** What cmdlets work with: a home, opened for each of them as its command of ours would. */
public interface CmdletHost {

  <T> T with(Function<Landfall, T> work);

  <T> T withStore(Function<Store, T> work);

  <T> T reading(Function<Store, T> work);

  /** The service of this home, if one runs: it changes what others may only read then. */
  Optional<ApiClient> service();

  HomeConfiguration configuration();

  /** The rules of a store, changed in the name of whoever works here. */
  RuleStore rules(Store store);

  /** Whoever works here, for the run history. */
  String user();

  /** Whether what cannot be undone was confirmed beforehand. */
  boolean confirmed();
}
