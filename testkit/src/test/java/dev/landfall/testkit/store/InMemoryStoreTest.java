package dev.landfall.testkit.store;

import dev.landfall.core.store.Store;

class InMemoryStoreTest extends StoreContractTest {
  @Override
  protected Store openEmpty() {
    return new InMemoryStore();
  }

  @Override
  public Store takeOver() {
    return ((InMemoryStore) store()).takeOver();
  }
}
