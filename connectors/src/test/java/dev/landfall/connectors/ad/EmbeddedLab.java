package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPURL;
import dev.landfall.emulators.directory.EmbeddedDirectory;

/** The embedded directory, with verified TLS. */
final class EmbeddedLab implements AdLab {
  static final String PASSWORD = "Correct-Horse-7";

  final EmbeddedDirectory directory =
      EmbeddedDirectory.builder()
          .domain("corp.example.com")
          .administratorPassword(PASSWORD.toCharArray())
          .start();

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
    LDAPURL url = new LDAPURL(directory.ldapUrl());
    return new LDAPConnection(url.getHost(), url.getPort(), directory.administratorDn(), PASSWORD);
  }

  @Override
  public void close() {
    directory.close();
  }
}
