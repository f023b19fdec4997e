package dev.landfall.core.connector;

import static java.util.Objects.requireNonNull;

/**
 * The immutable key of an object in its connected system. Active Directory: {@code objectGUID} in
 * lower-case text form. Entra ID: the {@code cloudAnchor}, {@code User_<id>} or {@code Group_<id>}.
 */
public record Anchor(String value) {
  public Anchor {
    requireNonNull(value, "value");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("An anchor cannot be empty.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
