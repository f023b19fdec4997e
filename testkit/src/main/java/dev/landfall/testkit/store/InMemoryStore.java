package dev.landfall.testkit.store;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.Documents;
import dev.landfall.core.store.Lease;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.Store;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A store that lives as long as the test; it rolls back like the real ones. */
public final class InMemoryStore implements Store {
  private final UndoLog undo = new UndoLog();
  private final AtomicLong ids = new AtomicLong();
  private final Map<ConnectorId, InMemoryConnectorSpace> spaces = new LinkedHashMap<>();
  private final InMemoryMetaverse metaverse = new InMemoryMetaverse(this, undo, ids);
  private final InMemoryDocuments documents = new InMemoryDocuments(undo);
  private final Lease ours = new Lease(1, "this test", 0, Instant.EPOCH);
  private Lease latest = ours;

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    if (latest.token() != ours.token()) {
      throw new LandfallException(
          ErrorCode.RUN_IN_PROGRESS, latest.holder() + " took the store over.");
    }
    return undo.inTransaction(work);
  }

  @Override
  public <T> T rolledBack(Supplier<T> work) {
    return undo.rolledBack(work);
  }

  @Override
  public ConnectorSpace connectorSpace(ConnectorId connector) {
    return space(connector);
  }

  InMemoryConnectorSpace space(ConnectorId connector) {
    return spaces.computeIfAbsent(connector, id -> new InMemoryConnectorSpace(this, id, undo, ids));
  }

  Map<ConnectorId, InMemoryConnectorSpace> spaces() {
    return spaces;
  }

  @Override
  public Metaverse metaverse() {
    return metaverse;
  }

  @Override
  public Documents documents() {
    return documents;
  }

  @Override
  public Lease lease() {
    return ours;
  }

  /** The same store as another process has it that takes this one for dead. */
  public Store takeOver() {
    latest = new Lease(latest.token() + 1, "a successor", 0, Instant.EPOCH);
    return new SucceedingStore(this, latest, undo);
  }

  @Override
  public void close() {}
}
