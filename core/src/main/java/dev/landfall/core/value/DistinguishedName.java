package dev.landfall.core.value;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** The parts of a DN that the engine needs; parsing and escaping are the JDK's (RFC 2253). */
public final class DistinguishedName {
  private final LdapName name;

  private DistinguishedName(LdapName name) {
    this.name = requireNonNull(name, "name");
  }

  /** Reads a DN; empty if the text is none. */
  public static Optional<DistinguishedName> parse(String dn) {
    try {
      return Optional.of(new DistinguishedName(new LdapName(dn)));
    } catch (InvalidNameException notADn) {
      return Optional.empty();
    }
  }

  /** The unescaped value of the first RDN; empty for the empty DN. */
  public String commonName() {
    return name.isEmpty() ? "" : String.valueOf(name.getRdn(name.size() - 1).getValue());
  }

  /** Everything after the first RDN. */
  public String parent() {
    return name.isEmpty() ? "" : name.getPrefix(name.size() - 1).toString();
  }

  /** Whether this is the container itself or anything below it. */
  public boolean within(String container) {
    try {
      return name.startsWith(new LdapName(container));
    } catch (InvalidNameException notADn) {
      return false;
    }
  }

  /** The DN of a child. */
  public static String child(String commonName, String parent) {
    return "CN=" + Rdn.escapeValue(commonName) + "," + parent;
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
