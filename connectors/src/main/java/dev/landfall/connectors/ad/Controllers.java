package dev.landfall.connectors.ad;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The domain controllers of one domain and which of them a run talks to. The first that answers is
 * kept to the end of the run: change numbers and cookies mean nothing elsewhere, and what was
 * written here is not known there yet. Only the next run may go to another one. Safe for use by
 * several threads.
 */
final class Controllers {
  private final List<ServerAddress> all;
  private final boolean byRuns;
  private int current;
  private int generation;
  private boolean settled;
  private boolean failed;

  private Controllers(List<ServerAddress> all, boolean byRuns) {
    this.all = List.copyOf(all);
    this.byRuns = byRuns;
  }

  /** For work in runs, each of which tells when it begins. */
  static Controllers forRuns(List<ServerAddress> all) {
    return new Controllers(all, true);
  }

  /** For single operations: after a failure the next one goes to the next controller. */
  static Controllers forOperations(List<ServerAddress> all) {
    return new Controllers(all, false);
  }

  /**
   * A run begins: a controller that failed in the last one makes way for the next.
   *
   * @param wanted host and port of the one to try first, as {@link ServerAddress#toString} gives it
   */
  synchronized void begin(Optional<String> wanted) {
    if (failed) {
      current = (current + 1) % all.size();
      generation++;
    }
    boolean moved = failed;
    failed = false;
    for (int i = 0; i < all.size(); i++) {
      if (wanted.isPresent() && all.get(i).toString().equals(wanted.get())) {
        moved |= i != current;
        current = i;
      }
    }
    settled &= !moved;
  }

  /** Those that may be connected to now, the one to try first at the front. */
  synchronized List<ServerAddress> candidates() {
    List<ServerAddress> found = new ArrayList<>();
    for (int i = 0; i < (settled ? 1 : all.size()); i++) {
      found.add(all.get((current + i) % all.size()));
    }
    return found;
  }

  /** Another number once connections made before are not to be used any more. */
  synchronized int generation() {
    return generation;
  }

  synchronized ServerAddress current() {
    return all.get(current);
  }

  /** A connection was made: the run stays here. */
  synchronized void settle(ServerAddress address) {
    current = all.indexOf(address);
    settled = true;
    failed = false;
  }

  /** A connection was lost. */
  synchronized void failed(ServerAddress address) {
    failed |= all.get(current).equals(address);
    if (!byRuns) {
      begin(Optional.empty());
    }
  }

  /** For messages. */
  @Override
  public String toString() {
    return String.join(", ", all.stream().map(ServerAddress::toString).toList());
  }
}
