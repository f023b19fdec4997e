package dev.landfall.core.value;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * The name of an attribute. Names compare case-insensitively, as LDAP and Graph compare them; the
 * spelling given first is kept for display.
 */
public final class AttributeName implements Comparable<AttributeName> {
  private final String name;
  private final String key;
  private final int hash;

  private AttributeName(String name) {
    this.name = name;
    // Interned, so that comparing equal names, which happens all the time, looks at no character.
    this.key = name.toLowerCase(Locale.ROOT).intern();
    this.hash = key.hashCode();
  }

  /** Wraps a name. Throws {@link IllegalArgumentException} for an empty one. */
  public static AttributeName of(String name) {
    requireNonNull(name, "name");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("An attribute name cannot be empty.");
    }
    return new AttributeName(name);
  }

  /** The name as it was spelt. */
  public String name() {
    return name;
  }

  /** The name in lower case: equal names have equal keys. */
  public String key() {
    return key;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof AttributeName that && hash == that.hash && key.equals(that.key));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public int compareTo(AttributeName other) {
    return key.compareTo(other.key);
  }

  @Override
  public String toString() {
    return name;
  }
}
