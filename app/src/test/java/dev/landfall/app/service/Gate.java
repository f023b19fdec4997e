package dev.landfall.app.service;

import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.emulators.tenant.Faults;
import java.util.concurrent.CountDownLatch;

/** Holds the tenant's answer to one request, so that a cycle stands still where a test wants it. */
final class Gate {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  /** The next requests whose path holds this text wait until the gate opens. */
  Gate(EmbeddedTenant tenant, String path) {
    tenant
        .faults()
        .next(
            Integer.MAX_VALUE,
            Faults.Kind.SERVER_ERROR,
            (method, requested) -> {
              if (requested.contains(path)) {
                reached.countDown();
                await(open);
              }
              return false;
            });
  }

  void awaitReached() {
    await(reached);
  }

  void open() {
    open.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
