package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The Samba domain that {@code bin/samba-lab start} described in a file. */
final class SambaLab implements AdLab {
  private final Properties environment = new Properties();

  SambaLab(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      environment.load(reader);
    }
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
  public boolean limitsNames() {
    return false;
  }

  @Override
  public void close() {
    // The domain stays: every test works below containers of its own.
  }
}
