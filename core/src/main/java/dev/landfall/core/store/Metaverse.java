package dev.landfall.core.store;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.value.AttributeName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The joined view. Objects arrive by inbound synchronization only. */
public interface Metaverse {

  Optional<MvObject> byId(long id);

  /** Stores a new object and returns its id. */
  long insert(MvObject object);

  void update(MvObject object);

  void remove(long id);

  /**
   * Objects of a type ({@code *} for any) whose attribute holds the value ({@link IndexKey}); the
   * attribute must be one that {@link #index} named. At most {@code limit}.
   */
  List<MvObject> with(String objectType, AttributeName attribute, String key, int limit);

  /** Names the attributes to keep indexed; builds what is missing and drops what is too much. */
  void index(Set<AttributeName> attributes);

  List<MvObject> all(long afterId, int limit);

  /** Objects by type. */
  Map<String, Long> counts();

  /** The connector-space objects linked to a metaverse object. */
  List<Linked> links(long id);

  /**
   * A hint: these objects, what is linked to them and the references of that will be asked for
   * next, one by one.
   */
  default void prefetch(Collection<Long> ids) {}

  /** Marks an object for outbound synchronization; durable, so that a crash loses none. */
  void markDirty(long id);

  /** Marked objects in order of id. */
  List<Long> dirty(long afterId, int limit);

  void clearDirty(long id);

  /** A linked connector-space object. */
  record Linked(ConnectorId connector, CsObject object) {}
}
