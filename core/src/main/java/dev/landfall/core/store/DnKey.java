package dev.landfall.core.store;

import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The form of a DN under which two spellings of the same name are equal: types and values in lower
 * case, no blanks around separators, one form of escaping. Text that is no DN is its own lower
 * case.
 */
public final class DnKey {
  private DnKey() {}

  public static String of(String dn) {
    String lower = dn.toLowerCase(Locale.ROOT);
    if (plain(lower)) {
      return lower;
    }
    try {
      StringBuilder key = new StringBuilder(lower.length());
      LdapName name = new LdapName(lower);
      for (int i = name.size() - 1; i >= 0; i--) {
        Rdn rdn = name.getRdn(i);
        key.append(rdn.getType().trim()).append('=').append(Rdn.escapeValue(rdn.getValue()));
        if (i > 0) {
          key.append(',');
        }
      }
      return key.toString();
    } catch (InvalidNameException notADn) {
      return lower;
    }
  }

  /** The common case, for which parsing would change nothing. */
  private static boolean plain(String dn) {
    for (int i = 0; i < dn.length(); i++) {
      char c = dn.charAt(i);
      if (c == '\\' || c == '"' || c == '+' || c == ';' || c == '#' || c == '<' || c == '>') {
        return false;
      }
      if (c == ' ' && i > 0 && (dn.charAt(i - 1) == ',' || dn.charAt(i - 1) == '=')) {
        return false;
      }
      if ((c == ',' || c == '=') && i > 0 && dn.charAt(i - 1) == ' ') {
        return false;
      }
    }
    return true;
  }
}
