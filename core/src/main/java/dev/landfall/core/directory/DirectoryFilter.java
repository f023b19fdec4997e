package dev.landfall.core.directory;

import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import java.util.List;

/** A search filter as data; the connector's library turns it into its wire form. */
public sealed interface DirectoryFilter {

  static DirectoryFilter equal(String attribute, String text) {
    return new Equal(AttributeName.of(attribute), Value.of(text));
  }

  static DirectoryFilter equal(String attribute, byte[] bytes) {
    return new Equal(AttributeName.of(attribute), Value.of(bytes));
  }

  static DirectoryFilter present(String attribute) {
    return new Present(AttributeName.of(attribute));
  }

  static DirectoryFilter startsWith(String attribute, String prefix) {
    return new StartsWith(AttributeName.of(attribute), prefix);
  }

  static DirectoryFilter and(DirectoryFilter... all) {
    return new And(List.of(all));
  }

  static DirectoryFilter or(List<? extends DirectoryFilter> any) {
    return new Or(List.copyOf(any));
  }

  static DirectoryFilter not(DirectoryFilter filter) {
    return new Not(filter);
  }

  /** Every filter matches. */
  record And(List<DirectoryFilter> filters) implements DirectoryFilter {}

  /** At least one filter matches. */
  record Or(List<DirectoryFilter> filters) implements DirectoryFilter {}

  /** The filter does not match. */
  record Not(DirectoryFilter filter) implements DirectoryFilter {}

  /** The attribute has the value. */
  record Equal(AttributeName attribute, Value value) implements DirectoryFilter {}

  /** The attribute has any value. */
  record Present(AttributeName attribute) implements DirectoryFilter {}

  /** The attribute has a value with this beginning. */
  record StartsWith(AttributeName attribute, String prefix) implements DirectoryFilter {}

  /** All bits of the mask are set (matching rule 1.2.840.113556.1.4.803). */
  record BitsSet(AttributeName attribute, long mask) implements DirectoryFilter {}
}
