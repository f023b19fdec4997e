package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Reads on while entries are worked on: a thread of its own fetches the next ones, up to a number
 * of values that fits in memory comfortably. The entries are worked on by the thread that called.
 */
final class ReadAhead {
  private static final int MOST_VALUES = 30_000;

  private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MOST_VALUES);
  private volatile boolean abandoned;

  /** What the reading thread hands over. */
  private record Step(
      Optional<SearchResultEntry> entry, int weight, Optional<RuntimeException> failure) {}

  /** A search that gives its entries to a consumer, in the thread that calls it. */
  interface Search {
    void run(Consumer<SearchResultEntry> sink);
  }

  /**
   * Gives every entry of the search to the sink. Returns when the search has ended as it should;
   * its failure, or that of the sink, is thrown.
   */
  static void run(Search search, Consumer<SearchResultEntry> sink) {
    new ReadAhead().drain(search, sink);
  }

  private void drain(Search search, Consumer<SearchResultEntry> sink) {
    Thread reader = new Thread(() -> read(search), "ad-read-ahead");
    reader.setDaemon(true);
    reader.start();
    try {
      Step step;
      while ((step = steps.take()).entry().isPresent()) {
        sink.accept(step.entry().get());
        room.release(step.weight());
      }
      if (step.failure().isPresent()) {
        throw step.failure().get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LandfallException(
          ErrorCode.INCOMPLETE_READ, "The import was interrupted. Run it again.", e);
    } finally {
      stop(reader);
    }
  }

  private void read(Search search) {
    Optional<RuntimeException> failure = Optional.empty();
    try {
      search.run(this::offer);
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    }
    steps.add(new Step(Optional.empty(), 0, failure));
  }

  private void offer(SearchResultEntry entry) {
    int values = 1;
    for (Attribute attribute : entry.getAttributes()) {
      values += attribute.size();
    }
    int weight = Math.min(values, MOST_VALUES);
    room.acquireUninterruptibly(weight);
    if (abandoned) {
      throw new IllegalStateException("Nobody wants the rest of this search.");
    }
    steps.add(new Step(Optional.of(entry), weight, Optional.empty()));
  }

  /** Lets a reader that waits for room go on to its end, and waits until it no longer reads. */
  private void stop(Thread reader) {
    abandoned = true;
    room.release(MOST_VALUES);
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
