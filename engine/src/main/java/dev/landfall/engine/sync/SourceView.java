package dev.landfall.engine.sync;

import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The source side of a rule: what scope, join and flows read from. */
public interface SourceView {

  String objectType();

  /** The DN of a connector-space object; empty in the metaverse. */
  String dn();

  /** Non-reference values, exports under way included. */
  List<Value> values(AttributeName attribute);

  /** Non-reference values that an import confirmed. */
  List<Value> importedValues(AttributeName attribute);

  /** Number of values of a reference attribute; 0 for anything else. */
  long referenceCount(AttributeName attribute);

  /** Where the values of a reference attribute are; only asked when there are any. */
  ReferenceSource reference(AttributeName attribute);

  /** The DN of the only target of a reference attribute; empty when there is none or several. */
  Optional<String> referenceDn(AttributeName attribute);

  /** Whether the DN of some target of a reference attribute satisfies a condition. */
  boolean anyReferenceDn(AttributeName attribute, Predicate<String> condition);

  /** Whether the object is a direct member of the group with this DN. */
  boolean memberOf(String groupDn);
}
