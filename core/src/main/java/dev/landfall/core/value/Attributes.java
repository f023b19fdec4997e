package dev.landfall.core.value;

import java.util.AbstractList;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The non-reference attributes of one object: an immutable map from name to one or more values. The
 * order of values is the order of arrival; two value lists are the same when they hold the same
 * values in any order, because directories promise none.
 *
 * <p>Kept as arrays sorted by name. An object has some dozen attributes, and rules ask for hundreds,
 * most of which it does not have: going through the hashes of the names is the quickest no.
 */
public final class Attributes {
  private static final AttributeName[] NO_NAMES = {};

  /** No attribute at all. */
  public static final Attributes NONE = new Attributes(NO_NAMES, List.of());

  private final AttributeName[] names;
  private final int[] hashes;
  private final List<List<Value>> values;

  private Attributes(AttributeName[] names, List<List<Value>> values) {
    this.names = names;
    this.values = values;
    this.hashes = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      hashes[i] = names[i].hashCode();
    }
  }

  public static Builder builder() {
    return new Builder(NONE);
  }

  public Builder toBuilder() {
    return new Builder(this);
  }

  private int find(AttributeName name) {
    int hash = name.hashCode();
    for (int i = 0; i < hashes.length; i++) {
      if (hashes[i] == hash && names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The values of an attribute; empty when it is absent. */
  public List<Value> get(AttributeName name) {
    int at = find(name);
    return at < 0 ? List.of() : values.get(at);
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
    return find(name) >= 0;
  }

  public boolean has(String name) {
    return has(AttributeName.of(name));
  }

  /** How many attributes there are. */
  public int size() {
    return names.length;
  }

  /** The names present, sorted. */
  public Set<AttributeName> names() {
    return new AbstractSet<>() {
      @Override
      public Iterator<AttributeName> iterator() {
        return Arrays.asList(names).iterator();
      }

      @Override
      public int size() {
        return names.length;
      }

      @Override
      public boolean contains(Object other) {
        return other instanceof AttributeName name && has(name);
      }
    };
  }

  /** The attributes, sorted by name. */
  public List<Map.Entry<AttributeName, List<Value>>> entries() {
    return new AbstractList<>() {
      @Override
      public Map.Entry<AttributeName, List<Value>> get(int at) {
        return Map.entry(names[at], values.get(at));
      }

      @Override
      public int size() {
        return names.length;
      }
    };
  }

  public boolean isEmpty() {
    return names.length == 0;
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
    return this == other || (Arrays.equals(names, other.names) && values.equals(other.values));
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Attributes that) || !Arrays.equals(names, that.names)) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      if (!sameValues(values.get(i), that.values.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(names);
  }

  @Override
  public String toString() {
    return entries().toString();
  }

  /** Collects attributes. Setting an attribute to no value removes it. */
  public static final class Builder {
    private final ArrayList<AttributeName> names;
    private final ArrayList<List<Value>> values;

    private Builder(Attributes from) {
      this.names = new ArrayList<>(Arrays.asList(from.names));
      this.values = new ArrayList<>(from.values);
    }

    /** Where the name is, or where it belongs as {@code -place - 1}; most come in order. */
    private int find(AttributeName name) {
      int last = names.size() - 1;
      if (last < 0 || names.get(last).compareTo(name) < 0) {
        return -names.size() - 1;
      }
      return Collections.binarySearch(names, name);
    }

    public Builder set(AttributeName name, Collection<? extends Value> newValues) {
      if (newValues.isEmpty()) {
        return remove(name);
      }
      int at = find(name);
      if (at >= 0) {
        values.set(at, List.copyOf(newValues));
      } else {
        names.add(-at - 1, name);
        values.add(-at - 1, List.copyOf(newValues));
      }
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
      int at = find(name);
      List<Value> grown = new ArrayList<>(at < 0 ? List.of() : values.get(at));
      grown.add(value);
      return set(name, grown);
    }

    public Builder remove(AttributeName name) {
      int at = find(name);
      if (at >= 0) {
        names.remove(at);
        values.remove(at);
      }
      return this;
    }

    public Attributes build() {
      return names.isEmpty()
          ? NONE
          : new Attributes(names.toArray(NO_NAMES), List.copyOf(values));
    }
  }
}
