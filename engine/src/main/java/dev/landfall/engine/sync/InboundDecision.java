package dev.landfall.engine.sync;

import dev.landfall.core.store.Link;
import dev.landfall.core.store.MvObject;
import java.util.List;
import java.util.Optional;

/**
 * What inbound synchronization of one connector-space object comes to.
 *
 * @param outcome what happened to the link, for the counters
 * @param link the link the object has afterwards; of a projected object the metaverse id is 0 and
 *     is that of the first change
 * @param changes metaverse objects that change; a projected one comes first with id 0
 * @param deletions metaverse objects that nobody keeps alive any more
 */
public record InboundDecision(
    Outcome outcome, Optional<Link> link, List<MvChange> changes, List<Long> deletions) {

  public InboundDecision {
    changes = List.copyOf(changes);
    deletions = List.copyOf(deletions);
  }

  /** What became of the link. */
  public enum Outcome {
    /** Not linked before, not linked now. */
    DISCONNECTOR,
    JOINED,
    PROJECTED,
    KEPT,
    DISCONNECTED
  }

  /** The new state of a metaverse object and whether it differs from the old one. */
  public record MvChange(MvObject object, boolean changed) {}
}
