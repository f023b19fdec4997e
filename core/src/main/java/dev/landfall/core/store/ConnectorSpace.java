package dev.landfall.core.store;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.value.AttributeName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The staged copy of one connected system. Scans are by page, in order of id, starting after an id
 * given (0 to begin), so that a scan survives changes made on the way.
 */
public interface ConnectorSpace {

  ConnectorId connector();

  Optional<CsObject> byId(long id);

  Optional<CsObject> byAnchor(Anchor anchor);

  /**
   * Looks up by DN, ignoring case and insignificant blanks ({@link DnKey}); pending renames count
   * not.
   */
  Optional<CsObject> byDn(String dn);

  /** As {@link #byAnchor}, but only the id; 0 if there is no such object. */
  long idOf(Anchor anchor);

  /** As {@link #byDn}, but only the id; 0 if there is no such object. */
  long idOfDn(String dn);

  /** A hint: objects with these anchors and DNs will be asked for next, one by one. */
  default void prefetch(Collection<Anchor> anchors, Collection<String> dns) {}

  /** The object linked to a metaverse object; there is at most one. */
  Optional<CsObject> linkedTo(long metaverseId);

  /**
   * Stores a new object and returns its id. Throws {@link IllegalStateException}, as {@link
   * #update} does, when another object has the anchor, the DN or the link already; nothing is
   * changed then.
   */
  long insert(CsObject object);

  /** Replaces the stored state of the object with the same id. */
  void update(CsObject object);

  /** Removes the object and its references. References to it turn it into a placeholder instead. */
  void remove(long id);

  /**
   * Objects that are not linked, not kept apart by an administrator and not being deleted, of this
   * type, whose expected image holds the value ({@link IndexKey}) in an attribute that {@link
   * #index} named; in order of id, at most {@code limit}.
   */
  List<CsObject> disconnectorsWith(
      String objectType, AttributeName attribute, String key, int limit);

  /** Names the attributes to keep indexed; builds what is missing and drops what is too much. */
  void index(Set<AttributeName> attributes);

  /** All objects but placeholders. */
  List<CsObject> all(long afterId, int limit);

  /** Only placeholders. */
  List<CsObject> placeholders(long afterId, int limit);

  /** Objects with a pending import or a retry flag. */
  List<CsObject> pendingImports(long afterId, int limit);

  /**
   * Objects with something unapplied – attributes, a rename, an operation or references – or with
   * something left in escrow by a crash.
   */
  List<CsObject> pendingExports(long afterId, int limit);

  /** Pending exports (unapplied) by operation and object type. */
  Map<ExportCount, Long> exportCounts();

  /** Objects, placeholders not counted. */
  long count();

  /** Marks an object as seen by the full import with this number. */
  void seen(long id, long importNumber);

  /** Import objects not seen by this full import and not already pending delete. */
  List<CsObject> unseen(long importNumber, long afterId, int limit);

  /** Objects that are transient. */
  long transientCount();

  References references();

  /** Reads several objects by id; unknown ids are left out. */
  default List<CsObject> byIds(Collection<Long> ids) {
    return ids.stream().map(this::byId).flatMap(Optional::stream).toList();
  }

  /** A row of {@link #exportCounts}. */
  record ExportCount(PendingExport.Operation operation, String objectType) {}
}
