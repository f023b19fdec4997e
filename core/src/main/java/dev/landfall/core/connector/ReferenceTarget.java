package dev.landfall.core.connector;

/** What a reference value points to: a connector names it by anchor where it can, else by DN. */
public sealed interface ReferenceTarget {

  /** The object with this anchor, in the same connected system. */
  record ByAnchor(Anchor anchor) implements ReferenceTarget {}

  /** The object with this DN, in the same connected system. */
  record ByDn(String dn) implements ReferenceTarget {}
}
