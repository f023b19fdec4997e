package dev.landfall.core.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The non-reference attributes of one object: an immutable map from name to one or more values. The
 * order of values is the order of arrival; two value lists are the same when they hold the same
 * values in any order, because directories promise none.
 */
public final class Attributes {
  /** No attribute at all. */
  public static final Attributes NONE = new Attributes(NameMap.empty());

  private final NameMap<List<Value>> values;

  private Attributes(NameMap<List<Value>> values) {
    this.values = values;
  }

  public static Builder builder() {
    return new Builder(NameMap.builder());
  }

  public Builder toBuilder() {
    return new Builder(values.toBuilder());
  }

  /** The values of an attribute; empty when it is absent. */
  public List<Value> get(AttributeName name) {
    List<Value> found = values.get(name);
    return found == null ? List.of() : found;
  }

  /** As {@link #get(AttributeName)}, for a name written in the program text. */
  public List<Value> get(String name) {
    return get(AttributeName.of(name));
  }

  /** The first value of an attribute as text. */
  public Optional<String> text(String name) {
    List<Value> found = get(name);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0).text());
  }

  public boolean has(AttributeName name) {
    return values.containsKey(name);
  }

  public boolean has(String name) {
    return has(AttributeName.of(name));
  }

  /** The names present, sorted. */
  public Set<AttributeName> names() {
    return values.keySet();
  }

  /** The attributes, sorted by name. */
  public Set<Map.Entry<AttributeName, List<Value>>> entries() {
    return values.entrySet();
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Whether two value lists hold the same values, whatever their order. */
  public static boolean sameValues(List<Value> left, List<Value> right) {
    if (left.size() != right.size()) {
      return false;
    }
    if (left.size() <= 1 || left.equals(right)) {
      return left.equals(right);
    }
    return new HashSet<>(left).equals(new HashSet<>(right));
  }

  /** Equal, and with the values of every attribute in the same order. */
  public boolean identicalTo(Attributes other) {
    return this == other || values.equals(other.values);
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Attributes that) || values.size() != that.values.size()) {
      return false;
    }
    for (Map.Entry<AttributeName, List<Value>> entry : entries()) {
      if (!sameValues(entry.getValue(), that.get(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return values.keySet().hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }

  /** Collects attributes. Setting an attribute to no value removes it. */
  public static final class Builder {
    private final NameMap.Builder<List<Value>> values;

    private Builder(NameMap.Builder<List<Value>> values) {
      this.values = values;
    }

    public Builder set(AttributeName name, Collection<? extends Value> newValues) {
      if (newValues.isEmpty()) {
        return remove(name);
      }
      values.put(name, List.copyOf(newValues));
      return this;
    }

    public Builder set(AttributeName name, Value value) {
      return set(name, List.of(value));
    }

    public Builder set(String name, String text) {
      return set(AttributeName.of(name), Value.of(text));
    }

    public Builder set(String name, long number) {
      return set(AttributeName.of(name), Value.of(number));
    }

    public Builder set(String name, boolean bool) {
      return set(AttributeName.of(name), Value.of(bool));
    }

    public Builder set(String name, byte[] bytes) {
      return set(AttributeName.of(name), Value.of(bytes));
    }

    public Builder setAll(String name, List<String> texts) {
      return set(AttributeName.of(name), texts.stream().map(Value::of).toList());
    }

    /** Adds one value to those already there. */
    public Builder add(AttributeName name, Value value) {
      List<Value> present = values.get(name);
      List<Value> grown = new ArrayList<>(present == null ? List.of() : present);
      grown.add(value);
      return set(name, grown);
    }

    public Builder remove(AttributeName name) {
      values.remove(name);
      return this;
    }

    public Attributes build() {
      NameMap<List<Value>> built = values.build();
      return built.isEmpty() ? NONE : new Attributes(built);
    }
  }
}
