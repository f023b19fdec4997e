package dev.landfall.core.store;

/**
 * The DN of an object that had to give up its own to another object. The original name stays in it,
 * since rules and operators go on to see that one.
 */
public final class TemporaryDn {
  private static final String TRANSIENT = "transient:";
  private static final String REPLACED = "replaced:";

  private TemporaryDn() {}

  /** Of an object whose DN an import found in use by another one. */
  public static String ofTransient(CsObject object) {
    return TRANSIENT + object.id() + ":" + object.currentDn();
  }

  /** Of the object being deleted whose successor takes over this DN; see {@link #another}. */
  public static String ofReplaced(String dn) {
    return REPLACED + "0:" + dn;
  }

  /** As {@link #ofReplaced}, when that one is in use: the predecessor has one itself. */
  public static String another(CsObject object) {
    return REPLACED + object.id() + ":" + object.currentDn();
  }

  /** Whether the object gave its DN to a successor. */
  public static boolean replaced(CsObject object) {
    return object.dn().startsWith(REPLACED);
  }

  /** The DN an object had before it got a temporary one; any other DN as it is. */
  static String original(String dn) {
    return dn.startsWith(TRANSIENT) || dn.startsWith(REPLACED)
        ? dn.substring(dn.indexOf(':', dn.indexOf(':') + 1) + 1)
        : dn;
  }
}
