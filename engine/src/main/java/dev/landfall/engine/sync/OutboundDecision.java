package dev.landfall.engine.sync;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.NameMap;
import dev.landfall.core.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What outbound synchronization of one metaverse object into one connector space comes to. */
public sealed interface OutboundDecision {

  /** The connector has nothing to do with the object. */
  record Nothing() implements OutboundDecision {}

  /** A new object is to be created in the connected system. */
  record Provision(String dn, String objectType, Link link, Flow flow)
      implements OutboundDecision {}

  /** The object is (or becomes) linked and gets these values. */
  record Update(CsObject object, Link link, boolean newlyLinked, Flow flow)
      implements OutboundDecision {}

  /** The object is linked and nothing may be written to it: JoinNoFlow. */
  record Shield(CsObject object, Link link, boolean newlyLinked) implements OutboundDecision {}

  /** The link ends and the object is to be deleted in the connected system. */
  record Deprovision(CsObject object) implements OutboundDecision {}

  /**
   * No rule wants the object any more, but the soft-delete expiry of the rule that held it runs:
   * the object stays as it is until then.
   */
  record Await(CsObject object, Instant until) implements OutboundDecision {}

  /** The link ends, the object stays. */
  record Disconnect(CsObject object) implements OutboundDecision {}

  /**
   * The state wanted.
   *
   * @param values attributes that some rule in scope manages; an empty list removes the attribute
   * @param references reference attributes managed; empty removes all values
   * @param dn where the object belongs, if a rule says so
   * @param contributed the values among them that merging flows add to what the system has itself
   */
  record Flow(
      Map<AttributeName, List<Value>> values,
      Map<AttributeName, Optional<ReferenceSource>> references,
      Optional<String> dn,
      Attributes contributed) {
    public Flow {
      values = NameMap.copyOf(values);
      references = NameMap.copyOf(references);
    }

    /** No rule manages anything of the object; what was contributed to it stays known. */
    static Flow nothing(CsObject object) {
      return new Flow(Map.of(), Map.of(), Optional.empty(), object.contributed());
    }
  }
}
