package dev.landfall.core.store;

import dev.landfall.core.connector.ConnectorId;
import java.util.function.Supplier;

/**
 * The engine's memory. One writer at a time: a store is used by one thread, and a second process
 * that opens the same store for writing is refused with {@code RUN_IN_PROGRESS} or waits.
 *
 * <p>Everything is durable when {@link #inTransaction} returns; what an exception interrupts never
 * happened. Failures of the medium throw {@link dev.landfall.core.error.LandfallException} with
 * {@code STORE_FAILED}.
 */
public interface Store extends AutoCloseable {

  /** Runs the work in one transaction; inside another one it simply joins it. */
  <T> T inTransaction(Supplier<T> work);

  /** Runs the work in one transaction; inside another one it simply joins it. */
  default void inTransaction(Runnable work) {
    inTransaction(
        () -> {
          work.run();
          return true;
        });
  }

  /**
   * Runs the work in a transaction of its own and takes everything back at its end: the work sees
   * what it changed, and afterwards nothing has changed. What a preview stands on.
   *
   * @throws IllegalStateException inside another transaction, which cannot be taken back in part
   */
  <T> T rolledBack(Supplier<T> work);

  /** The connector space of a connector; empty at first use. */
  ConnectorSpace connectorSpace(ConnectorId connector);

  Metaverse metaverse();

  Documents documents();

  /**
   * The lease this store was opened with. A store that was opened for reading only answers with
   * that of the process that writes now, or with {@link Lease#NONE}.
   */
  Lease lease();

  @Override
  void close();
}
