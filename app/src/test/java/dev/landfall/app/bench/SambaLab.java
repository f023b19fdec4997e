package dev.landfall.app.bench;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import dev.landfall.connectors.ad.AdSettings;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** The Samba domain that {@code bin/samba-lab start} described in a file, over TLS. */
final class SambaLab implements LdapLab {
  private final Properties environment;
  private final String password;
  private final String authority;

  private SambaLab(Path file) throws IOException {
    environment = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      environment.load(reader);
    }
    password = Files.readString(Path.of(environment.getProperty("SAMBA_PASSWORD_FILE")));
    authority = Files.readString(Path.of(environment.getProperty("SAMBA_CA_FILE")));
  }

  /** The lab, or empty and a word on standard error if none runs. */
  static Optional<LdapLab> open() throws IOException {
    String file = System.getenv("LANDFALL_SAMBA_ENV");
    if (file == null || !Files.isReadable(Path.of(file))) {
      System.err.println(
          "bench: Samba is left out: run bin/samba-lab start and set LANDFALL_SAMBA_ENV to the file"
              + " it prints.");
      return Optional.empty();
    }
    return Optional.of(new SambaLab(Path.of(file)));
  }

  @Override
  public String name() {
    return "Samba";
  }

  @Override
  public AdSettings settings() {
    return AdSettings.of(
            environment.getProperty("SAMBA_URL"),
            environment.getProperty("SAMBA_ADMIN_DN"),
            password)
        .trusting(authority)
        .withGlobalCatalog(environment.getProperty("SAMBA_GLOBAL_CATALOG_URL"));
  }

  @Override
  public String domainDn() {
    return environment.getProperty("SAMBA_DOMAIN_DN");
  }

  @Override
  public LDAPConnection connect() throws Exception {
    URI url = URI.create(environment.getProperty("SAMBA_URL"));
    SSLUtil tls =
        new SSLUtil(new PEMFileTrustManager(new File(environment.getProperty("SAMBA_CA_FILE"))));
    return LdapLab.signedIn(
        new LDAPConnection(
            tls.createSSLSocketFactory(), LdapLab.options(), url.getHost(), url.getPort()),
        environment.getProperty("SAMBA_ADMIN_DN"),
        password);
  }

  @Override
  public void close() {
    // The server is not ours.
  }
}
