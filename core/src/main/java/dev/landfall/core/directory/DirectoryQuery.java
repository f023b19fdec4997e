package dev.landfall.core.directory;

import dev.landfall.core.value.AttributeName;
import java.util.Set;

/**
 * A search.
 *
 * @param base the DN where it starts
 * @param attributes the attributes wanted; {@code member} is never returned here, it is streamed by
 *     {@link Directory#members}
 * @param globalCatalog whether the global catalog answers, for every domain of the forest
 */
public record DirectoryQuery(
    String base,
    Scope scope,
    DirectoryFilter filter,
    Set<AttributeName> attributes,
    boolean globalCatalog) {

  public DirectoryQuery {
    attributes = Set.copyOf(attributes);
  }

  /** A search of a whole subtree of the domain. */
  public static DirectoryQuery below(String base, DirectoryFilter filter, String... attributes) {
    return new DirectoryQuery(base, Scope.SUBTREE, filter, names(attributes), false);
  }

  static Set<AttributeName> names(String... attributes) {
    return java.util.Arrays.stream(attributes)
        .map(AttributeName::of)
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  /** How far a search goes. */
  public enum Scope {
    BASE,
    CHILDREN,
    SUBTREE
  }
}
