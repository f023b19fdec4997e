package dev.landfall.engine.sync;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import java.util.List;

/** What an inbound decision may look up. */
public interface InboundLookups {

  MvObject metaverse(long id);

  /** All connector-space objects linked to a metaverse object, as last synchronized. */
  List<Contribution> linked(long metaverseId);

  /** Metaverse objects of a type ({@code *} for any) holding a value. */
  List<MvObject> candidates(String objectType, AttributeName attribute, Value value, int limit);

  /** A linked object and how rules read it. */
  record Contribution(ConnectorId connector, CsObject object, SourceView view) {}
}
