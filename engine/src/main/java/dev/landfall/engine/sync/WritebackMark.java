package dev.landfall.engine.sync;

import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import java.util.List;
import java.util.Map;

/**
 * The mark of a group that was written back: {@code adminDescription} holds its cloud anchor,
 * {@code Group_<objectId>}. Such a group belongs to the cloud: it is never adopted by its name and
 * never deleted silently.
 */
public final class WritebackMark {
  private static final AttributeName ATTRIBUTE = AttributeName.of("adminDescription");
  private static final String PREFIX = "Group_";

  private WritebackMark() {}

  /** Whether an object of Active Directory carries the mark. */
  public static boolean on(Attributes attributes) {
    return is(attributes.get(ATTRIBUTE));
  }

  /** Whether values to be written carry the mark. */
  public static boolean in(Map<AttributeName, List<Value>> values) {
    return is(values.getOrDefault(ATTRIBUTE, List.of()));
  }

  /** Whether an object carries the very mark that is to be written. */
  static boolean same(Attributes attributes, Map<AttributeName, List<Value>> values) {
    List<Value> there = attributes.get(ATTRIBUTE);
    List<Value> wanted = values.getOrDefault(ATTRIBUTE, List.of());
    return !there.isEmpty()
        && !wanted.isEmpty()
        && there.get(0).text().equalsIgnoreCase(wanted.get(0).text());
  }

  private static boolean is(List<Value> values) {
    return values.stream().anyMatch(value -> value.text().startsWith(PREFIX));
  }
}
