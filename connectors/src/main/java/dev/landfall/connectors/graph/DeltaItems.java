package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Takes the items of one page of a delta query as they are parsed. */
interface DeltaItems {

  /** A page begins. It may break off and begin again. */
  default void pageBegins() {}

  /** A page was read to its end. */
  default void pageEnds() {}

  /** A live object: {@code id} and properties, without relationships. */
  void object(ObjectNode properties);

  /** Some relationship entries of an object, at most {@link DeltaPage#PORTION} at a time. */
  void links(String id, String relation, List<LinkEntry> portion);

  /** An object that is gone; {@code deleted} for good, {@code changed} when it can be restored. */
  void removed(String id, String reason);

  /**
   * One relationship entry.
   *
   * @param type e.g. {@code #microsoft.graph.user}; empty when the answer does not tell
   */
  record LinkEntry(String id, String type, boolean removed) {}
}
