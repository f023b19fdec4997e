package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import dev.landfall.core.connector.AttributeChange;
import java.util.List;

/**
 * Names Active Directory does not take. They are refused before they are sent: not every server
 * checks all of them, and the answer of one that does names neither value nor limit.
 */
final class NamingRules {
  private static final int LONGEST_COMMON_NAME = 64;
  private static final int LONGEST_USER_ACCOUNT = 20;
  private static final int LONGEST_ACCOUNT = 256;
  private static final String FORBIDDEN = "\"/\\[]:;|=,+*?<>";
  private static final String ACCOUNT = "samaccountname";

  private NamingRules() {}

  /**
   * @throws LDAPException {@code CONSTRAINT_VIOLATION} with the value and the rule
   */
  static void commonName(RDN rdn) throws LDAPException {
    String[] values = rdn.getAttributeValues();
    for (int i = 0; i < values.length; i++) {
      if (rdn.getAttributeNames()[i].equalsIgnoreCase("cn")
          && length(values[i]) > LONGEST_COMMON_NAME) {
        throw refused("cn", values[i], tooLong(values[i], LONGEST_COMMON_NAME));
      }
    }
  }

  /**
   * @param objectClass of the object; empty if it is not known, which allows the longer names
   * @throws LDAPException {@code CONSTRAINT_VIOLATION} with the value and the rule
   */
  static void accountName(String objectClass, List<AttributeChange> changes) throws LDAPException {
    int longest =
        objectClass.equalsIgnoreCase("user") || objectClass.equalsIgnoreCase("inetOrgPerson")
            ? LONGEST_USER_ACCOUNT
            : LONGEST_ACCOUNT;
    for (AttributeChange change : changes) {
      if (change.attribute().key().equals(ACCOUNT) && !change.values().isEmpty()) {
        accountName(change.values().get(0).text(), longest);
      }
    }
  }

  private static void accountName(String name, int longest) throws LDAPException {
    if (length(name) > longest) {
      throw refused("sAMAccountName", name, tooLong(name, longest));
    }
    for (int i = 0; i < name.length(); i++) {
      char at = name.charAt(i);
      if (FORBIDDEN.indexOf(at) >= 0 || at < ' ') {
        throw refused(
            "sAMAccountName", name, "it must not contain " + FORBIDDEN + " or control characters");
      }
    }
    if (name.endsWith(".")) {
      throw refused("sAMAccountName", name, "it must not end with a dot");
    }
    if (name.chars().allMatch(at -> at == ' ' || at == '.')) {
      throw refused("sAMAccountName", name, "it must be more than blanks and dots");
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String tooLong(String text, int longest) {
    return "it has " + length(text) + " characters, and " + longest + " are allowed";
  }

  private static LDAPException refused(String attribute, String value, String why) {
    return new LDAPException(
        ResultCode.CONSTRAINT_VIOLATION,
        "Not sent: " + attribute + " cannot be \"" + value + "\": " + why + ".");
  }
}
