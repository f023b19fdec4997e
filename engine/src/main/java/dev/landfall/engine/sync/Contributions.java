package dev.landfall.engine.sync;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.MergeType;
import dev.landfall.engine.sync.Precedence.Resolution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Merging flows of one object on their way out: they add to the values the connected system has of
 * its own, and take back exactly the values they once added. A value that was there before is never
 * recorded as a contribution, so it outlives the rule that also wanted it.
 */
final class Contributions {
  private final Attributes before;
  private final Attributes sent;
  private final Attributes imported;
  private final Attributes.Builder after = Attributes.builder();
  private final Set<AttributeName> unmanaged;

  /**
   * @param object the existing object; empty while one is being provisioned
   */
  Contributions(Optional<CsObject> object) {
    this.before = object.map(CsObject::contributed).orElse(Attributes.NONE);
    this.sent = object.map(CsObject::sentImage).orElse(Attributes.NONE);
    this.imported = object.map(CsObject::importedImage).orElse(Attributes.NONE);
    this.unmanaged = new TreeSet<>(before.names());
  }

  /** Some rule in scope says what becomes of the attribute. */
  void managed(AttributeName attribute) {
    unmanaged.remove(attribute);
  }

  /** Nothing is decided about the attribute now. */
  void postponed(AttributeName attribute) {
    after.set(attribute, before.get(attribute));
  }

  /** The united values of an attribute; empty if it is to stay as it is. */
  Optional<List<Value>> merged(AttributeName attribute, MergeType merge, Resolution resolution) {
    if (resolution instanceof Resolution.Keep) {
      postponed(attribute);
      return Optional.empty();
    }
    return unite(
        attribute, merge, resolution instanceof Resolution.Set set ? set.values() : List.of());
  }

  /** What attributes that no rule manages any more are left with. */
  Map<AttributeName, List<Value>> takenBack() {
    Map<AttributeName, List<Value>> left = new TreeMap<>();
    for (AttributeName attribute : unmanaged) {
      unite(attribute, MergeType.MERGE, List.of()).ifPresent(values -> left.put(attribute, values));
    }
    return left;
  }

  /** The values wanted; empty if the attribute is none of our business. */
  private Optional<List<Value>> unite(AttributeName attribute, MergeType merge, List<Value> now) {
    Map<Object, Value> mine = byKey(before.get(attribute), merge);
    Map<Object, Value> there = byKey(sent.get(attribute), merge);
    Map<Object, Value> contributed = byKey(now, merge);
    if (mine.isEmpty() && contributed.isEmpty()) {
      return Optional.empty();
    }
    Map<Object, Value> seen = byKey(imported.get(attribute), merge);
    List<Value> recorded = new ArrayList<>();
    contributed.forEach(
        (key, value) -> {
          if (mine.containsKey(key) || !there.containsKey(key)) {
            recorded.add(value);
          }
        });
    Map<Object, Value> united = new LinkedHashMap<>(there);
    mine.forEach(
        (key, value) -> {
          if (!contributed.containsKey(key)) {
            united.remove(key);
            // Until an import shows that it is gone, it still has to be taken back.
            if (there.containsKey(key) || seen.containsKey(key)) {
              recorded.add(value);
            }
          }
        });
    contributed.forEach(united::putIfAbsent);
    after.set(attribute, recorded);
    return Optional.of(List.copyOf(united.values()));
  }

  private static Map<Object, Value> byKey(List<Value> values, MergeType merge) {
    Map<Object, Value> keyed = new LinkedHashMap<>();
    values.forEach(value -> keyed.putIfAbsent(Precedence.mergeKey(value, merge), value));
    return keyed;
  }

  /** What the object has to remember. */
  Attributes result() {
    return after.build();
  }
}
