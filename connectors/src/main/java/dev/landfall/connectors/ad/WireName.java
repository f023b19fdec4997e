package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;

/**
 * Names as every server takes them. RFC 4514 lets an equals sign in a value stand as it is, and the
 * SDK leaves it so; Samba takes it only escaped, which is always allowed.
 */
final class WireName {
  private WireName() {}

  /** A DN; what is none, such as {@code <GUID=…>}, stays as it is. */
  static String of(String name) {
    if (name.startsWith("<")) {
      return name;
    }
    try {
      return of(new DN(name));
    } catch (LDAPException e) {
      return name; // the server refuses it with its reason
    }
  }

  static String of(DN dn) {
    StringBuilder out = new StringBuilder();
    for (RDN rdn : dn.getRDNs()) {
      out.append(out.length() == 0 ? "" : ",").append(of(rdn));
    }
    return out.toString();
  }

  static String of(RDN rdn) {
    StringBuilder out = new StringBuilder();
    String[] names = rdn.getAttributeNames();
    byte[][] values = rdn.getByteArrayAttributeValues();
    for (int i = 0; i < names.length; i++) {
      String escaped = new RDN(names[i], values[i]).toString().substring(names[i].length() + 1);
      out.append(i == 0 ? "" : "+")
          .append(names[i])
          .append('=')
          .append(escaped.replace("=", "\\3D"));
    }
    return out.toString();
  }
}
