package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Properties;
import org.junit.jupiter.api.Assumptions;

/** The Samba domain that {@code bin/samba-lab start} described in a file. */
final class SambaLab implements AdLab {
  private final Properties environment = new Properties();

  private SambaLab(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      environment.load(reader);
    }
  }

  /** The domain that runs; a test that finds none is skipped and says so. */
  static SambaLab running() throws IOException {
    String file = System.getenv("LANDFALL_SAMBA_ENV");
    Assumptions.assumeTrue(
        file != null && Files.isReadable(Path.of(file)),
        "No Samba: run bin/samba-lab start and set LANDFALL_SAMBA_ENV to the file it prints.");
    return new SambaLab(Path.of(file));
  }

  /** The domain controller, for a proxy to stand before it. */
  ServerSet server() throws GeneralSecurityException, LDAPException {
    LDAPURL url = new LDAPURL(text("SAMBA_URL"));
    SSLUtil tls = new SSLUtil(new PEMFileTrustManager(new File(text("SAMBA_CA_FILE"))));
    return new SingleServerSet(url.getHost(), url.getPort(), tls.createSSLSocketFactory());
  }

  /** A file of the domain, for Samba's own tools. */
  Path file(String belowDomain) {
    return Path.of(text("SAMBA_PASSWORD_FILE")).resolveSibling("domain").resolve(belowDomain);
  }

  private String text(String name) {
    String value = environment.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(name + " is missing in the file of the Samba lab.");
    }
    return value;
  }

  private String password() {
    try {
      return Files.readString(Path.of(text("SAMBA_PASSWORD_FILE")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public AdSettings settings() {
    try {
      return AdSettings.of(text("SAMBA_URL"), text("SAMBA_ADMIN_DN"), password())
          .trusting(Files.readString(Path.of(text("SAMBA_CA_FILE"))))
          .withGlobalCatalog(text("SAMBA_GLOBAL_CATALOG_URL"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String domainDn() {
    return text("SAMBA_DOMAIN_DN");
  }

  @Override
  public LDAPConnection connect() throws Exception {
    LDAPURL url = new LDAPURL(text("SAMBA_URL"));
    SSLUtil tls = new SSLUtil(new PEMFileTrustManager(new File(text("SAMBA_CA_FILE"))));
    return new LDAPConnection(
        tls.createSSLSocketFactory(),
        url.getHost(),
        url.getPort(),
        text("SAMBA_ADMIN_DN"),
        password());
  }

  @Override
  public void close() {
    // The domain stays: every test works below containers of its own.
  }
}
