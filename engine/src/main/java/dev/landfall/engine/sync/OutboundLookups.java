package dev.landfall.engine.sync;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import java.util.List;
import java.util.Optional;

/** What an outbound decision may look up in the connector space it writes to. */
public interface OutboundLookups {

  /** Disconnectors of a type holding a value, without those being deleted. */
  List<CsObject> disconnectors(String objectType, AttributeName attribute, Value value, int limit);

  Optional<CsObject> byDn(String dn);
}
