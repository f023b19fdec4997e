package dev.landfall.core.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map with attribute names as keys, sorted by name. Two arrays: an object has some
 * dozen attributes, and rules ask for hundreds, most of which it does not have; going through the
 * hashes of the names is the quickest no.
 */
public final class NameMap<V> extends AbstractMap<AttributeName, V> {
  private static final NameMap<?> EMPTY = new NameMap<>(List.of(), List.of());

  private final AttributeName[] names;
  private final int[] hashes;
  private final Object[] values;

  private NameMap(List<AttributeName> names, List<V> values) {
    this.names = names.toArray(AttributeName[]::new);
    this.values = values.toArray();
    this.hashes = new int[this.names.length];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = this.names[i].hashCode();
    }
  }

  @SuppressWarnings("unchecked") // holds nothing
  public static <V> NameMap<V> empty() {
    return (NameMap<V>) EMPTY;
  }

  /** The same entries; the very map if it is one already. */
  public static <V> NameMap<V> copyOf(Map<AttributeName, V> map) {
    if (map instanceof NameMap<V> same) {
      return same;
    }
    Builder<V> builder = builder();
    map.forEach(builder::put);
    return builder.build();
  }

  public static <V> Builder<V> builder() {
    return new Builder<>(NameMap.empty());
  }

  public Builder<V> toBuilder() {
    return new Builder<>(this);
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

  @SuppressWarnings("unchecked") // only values of this type were put
  private V value(int at) {
    return (V) values[at];
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    int at = key instanceof AttributeName name ? find(name) : -1;
    return at < 0 ? null : value(at);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key instanceof AttributeName name && find(name) >= 0;
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public void forEach(BiConsumer<? super AttributeName, ? super V> action) {
    for (int i = 0; i < names.length; i++) {
      action.accept(names[i], value(i));
    }
  }

  @Override
  public Set<Map.Entry<AttributeName, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<AttributeName, V>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return names.length;
      }
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (other instanceof NameMap<?> that) {
      return this == that
          || (Arrays.equals(names, that.names) && Arrays.equals(values, that.values));
    }
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  private final class Entries implements Iterator<Map.Entry<AttributeName, V>> {
    private int at;

    @Override
    public boolean hasNext() {
      return at < names.length;
    }

    @Override
    public Map.Entry<AttributeName, V> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Map.Entry<AttributeName, V> entry = Map.entry(names[at], value(at));
      at++;
      return entry;
    }
  }

  /** Collects entries; cheapest when they come sorted. Of a name put twice the last value stays. */
  public static final class Builder<V> {
    private final ArrayList<AttributeName> names;
    private final ArrayList<V> values;

    private Builder(NameMap<V> from) {
      names = new ArrayList<>(Arrays.asList(from.names));
      values = new ArrayList<>(from.names.length);
      for (int i = 0; i < from.names.length; i++) {
        values.add(from.value(i));
      }
    }

    /** Where the name is, or where it belongs as {@code -place - 1}. */
    private int find(AttributeName name) {
      int size = names.size();
      return size == 0 || names.get(size - 1).compareTo(name) < 0
          ? -size - 1
          : Collections.binarySearch(names, name);
    }

    public Builder<V> put(AttributeName name, V value) {
      int at = find(name);
      if (at >= 0) {
        values.set(at, value);
      } else {
        names.add(-at - 1, name);
        values.add(-at - 1, value);
      }
      return this;
    }

    public @Nullable V get(AttributeName name) {
      int at = find(name);
      return at < 0 ? null : values.get(at);
    }

    public Builder<V> remove(AttributeName name) {
      int at = find(name);
      if (at >= 0) {
        names.remove(at);
        values.remove(at);
      }
      return this;
    }

    public NameMap<V> build() {
      return names.isEmpty() ? NameMap.empty() : new NameMap<>(names, values);
    }
  }
}
