package dev.landfall.connectors.ad;

/**
 * Changes of {@code groupType} that the directory takes only in two steps: between global and
 * domain local the way leads through universal.
 */
final class GroupTypes {
  private static final int GLOBAL = 0x2;
  private static final int DOMAIN_LOCAL = 0x4;
  private static final int UNIVERSAL = 0x8;
  private static final int SCOPES = GLOBAL | DOMAIN_LOCAL | UNIVERSAL;

  private GroupTypes() {}

  /** Whether a group must be made universal in between. */
  static boolean throughUniversal(long from, long to) {
    long oldScope = from & SCOPES;
    long newScope = to & SCOPES;
    return (oldScope == GLOBAL && newScope == DOMAIN_LOCAL)
        || (oldScope == DOMAIN_LOCAL && newScope == GLOBAL);
  }

  /** The same kind of group – security or distribution – as universal one. */
  static long universal(long type) {
    return (type & ~(long) SCOPES) | UNIVERSAL;
  }
}
