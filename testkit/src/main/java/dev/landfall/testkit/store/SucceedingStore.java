package dev.landfall.testkit.store;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.Documents;
import dev.landfall.core.store.Lease;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.Store;
import java.util.function.Supplier;

/** The same store in memory, under a later lease. */
record SucceedingStore(Store medium, Lease lease, UndoLog undo) implements Store {

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return undo.inTransaction(work);
  }

  @Override
  public <T> T rolledBack(Supplier<T> work) {
    return undo.rolledBack(work);
  }

  @Override
  public ConnectorSpace connectorSpace(ConnectorId connector) {
    return medium.connectorSpace(connector);
  }

  @Override
  public Metaverse metaverse() {
    return medium.metaverse();
  }

  @Override
  public Documents documents() {
    return medium.documents();
  }

  @Override
  public void close() {}
}
