package dev.landfall.connectors.ad;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/** Who signs in to the directory, and how. */
public sealed interface Login {

  /** The account as messages name it. */
  String account();

  /**
   * A simple bind.
   *
   * @param account a DN, a user principal name or {@code DOMAIN\name}
   * @param password shown nowhere
   */
  record Password(String account, String password) implements Login {
    public Password {
      requireNonNull(account, "account");
      requireNonNull(password, "password");
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Password[" + account + "]";
    }
  }

  /**
   * SASL GSSAPI. Over TLS it only proves who signs in; without TLS it encrypts the connection.
   *
   * @param account the principal, {@code svc-landfall@CORP.EXAMPLE.COM}
   * @param keytab its key; empty: the ticket cache
   * @param ticketCache a cache file; empty: that of the user who runs this process
   * @param realm empty: the one of the principal
   * @param keyDistributionCenter host that gives tickets; empty: as krb5.conf or DNS say
   * @param serverName the host in the service principal {@code ldap/…}; empty: the host connected
   *     to
   */
  record Kerberos(
      String account,
      Optional<Path> keytab,
      Optional<Path> ticketCache,
      Optional<String> realm,
      Optional<String> keyDistributionCenter,
      Optional<String> serverName)
      implements Login {
    public Kerberos {
      requireNonNull(account, "account");
    }

    /** With a key of its own. */
    public static Kerberos withKeytab(String principal, Path keytab) {
      return new Kerberos(
          principal,
          Optional.of(keytab),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    /** The realm signed in to; upper case. */
    Optional<String> effectiveRealm() {
      int at = account.lastIndexOf('@');
      return realm.or(() -> at < 0 ? Optional.empty() : Optional.of(account.substring(at + 1)));
    }
  }
}
