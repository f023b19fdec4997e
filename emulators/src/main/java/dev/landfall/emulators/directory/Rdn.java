package dev.landfall.emulators.directory;

import com.unboundid.ldap.sdk.RDN;
import java.util.Locale;

/**
 * A relative name with one value, written as Active Directory writes it: {@code CN=Smith\, Ann}.
 */
record Rdn(String attribute, String value) {

  static Rdn of(RDN rdn) {
    if (rdn.isMultiValued()) {
      throw AdError.namingViolation("00002081");
    }
    return new Rdn(rdn.getAttributeNames()[0], rdn.getAttributeValues()[0]);
  }

  /** Equal names have equal keys. */
  String key() {
    return attribute.toLowerCase(Locale.ROOT) + "=" + Syntax.fold(value);
  }

  String text() {
    StringBuilder out = new StringBuilder(attribute.toUpperCase(Locale.ROOT)).append('=');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean edge = i == 0 || i == value.length() - 1;
      if (",+\"\\<>;=".indexOf(c) >= 0 || (c == '#' && i == 0) || (c == ' ' && edge)) {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append('\\').append(c < 16 ? "0" : "").append(hex(c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String hex(char c) {
    return Integer.toHexString(c).toUpperCase(Locale.ROOT);
  }
}
