package dev.landfall.testkit.fault;

import java.util.Optional;

/**
 * Which operation fails, and how. Counts operations over all connections; safe for use by several
 * threads.
 */
final class Plan<F> {
  private Optional<F> fault = Optional.empty();
  private long first;
  private boolean lasting;
  private long count;
  private boolean struck;

  /**
   * @param operation the number of the operation that fails, from 0, counted from now
   * @param all whether all after it fail as well
   */
  synchronized void strike(F newFault, long operation, boolean all) {
    fault = Optional.of(newFault);
    first = operation;
    lasting = all;
    count = 0;
    struck = false;
  }

  synchronized void heal() {
    fault = Optional.empty();
    count = 0;
    notifyAll();
  }

  /** Counts an operation and tells whether it fails. */
  synchronized Optional<F> next() {
    long number = count++;
    boolean fails = fault.isPresent() && (lasting ? number >= first : number == first);
    struck |= fails;
    return fails ? fault : Optional.empty();
  }

  /** The fault, if it has struck once and is of the kind that stays. */
  synchronized boolean standing(F one) {
    return struck && fault.filter(one::equals).isPresent();
  }

  synchronized long count() {
    return count;
  }

  synchronized boolean struck() {
    return struck;
  }

  /** Waits until it is healed, or for so many milliseconds. */
  synchronized void awaitHealing(long millis) throws InterruptedException {
    long until = System.nanoTime() + millis * 1_000_000;
    while (fault.isPresent() && System.nanoTime() < until) {
      wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
    }
  }
}
