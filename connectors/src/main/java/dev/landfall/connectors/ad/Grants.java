package dev.landfall.connectors.ad;

/** The lines an administrator types to grant a right. */
final class Grants {
  private Grants() {}

  /**
   * @param inheritance {@code /I:T} for object and descendants, {@code /I:S} for descendants only,
   *     or empty
   * @param right as dsacls writes it, e.g. {@code CC;group}
   */
  static String dsacls(String dn, String inheritance, Account account, String right) {
    return "dsacls \""
        + dn
        + "\" "
        + (inheritance.isEmpty() ? "" : inheritance + " ")
        + "/G \""
        + account.name()
        + ":"
        + right
        + "\"";
  }
}
