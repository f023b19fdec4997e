package dev.landfall.app.bench;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;
import dev.landfall.connectors.ad.AdSettings;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import java.net.URI;

/** The embedded directory, over TLS. */
final class EmbeddedLab implements LdapLab {
  private static final String PASSWORD = "Bench-Horse-7";

  private final EmbeddedDirectory directory =
      EmbeddedDirectory.builder()
          .domain("corp.example.com")
          .administratorPassword(PASSWORD.toCharArray())
          .start();

  @Override
  public String name() {
    return "embedded";
  }

  @Override
  public AdSettings settings() {
    return AdSettings.of(directory.ldapsUrl(), directory.administratorDn(), PASSWORD)
        .trusting(directory.certificatePem())
        .withGlobalCatalog(directory.globalCatalogUrl());
  }

  @Override
  public String domainDn() {
    return directory.domainDn();
  }

  @Override
  public LDAPConnection connect() throws Exception {
    URI url = URI.create(directory.ldapsUrl());
    return LdapLab.signedIn(
        new LDAPConnection(
            new SSLUtil(new TrustAllTrustManager()).createSSLSocketFactory(),
            LdapLab.options(),
            url.getHost(),
            url.getPort()),
        directory.administratorDn(),
        PASSWORD);
  }

  @Override
  public int speed() {
    return 8;
  }

  @Override
  public void close() {
    directory.close();
  }
}
