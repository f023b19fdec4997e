package dev.landfall.app.demo;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import dev.landfall.app.config.HomeConfiguration;
import dev.landfall.connectors.graph.GraphSettings;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.engine.rule.standard.WritebackRules;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The embedded default: a tenant and a directory in this process, with the configuration for both.
 */
public final class EmbeddedWorld implements AutoCloseable {
  private final EmbeddedTenant tenant;
  private final EmbeddedDirectory directory;
  private final String password = UUID.randomUUID().toString();

  public EmbeddedWorld() {
    this(EmbeddedTenant.builder().tenantName("contoso.onmicrosoft.com").start());
  }

  /**
   * @param tenant running; closed with this
   */
  public EmbeddedWorld(EmbeddedTenant tenant) {
    this.tenant = tenant;
    this.directory =
        EmbeddedDirectory.builder()
            .domain("corp.example.com")
            .administratorPassword(password.toCharArray())
            .recycleBin(true)
            .start();
  }

  public EmbeddedTenant tenant() {
    return tenant;
  }

  public EmbeddedDirectory directory() {
    return directory;
  }

  public HomeConfiguration configuration() {
    return new HomeConfiguration(
        tenantConfiguration(tenant),
        List.of(
            forestConfiguration(
                directory, "corp.example.com", password, List.of(directory.domainDn()), List.of())),
        Optional.of(
            new HomeConfiguration.GroupWriteback(
                "corp.example.com",
                "OU=Writeback," + directory.domainDn(),
                WritebackRules.Naming.OBJECT_ID)),
        Optional.of("OU=Writeback," + directory.domainDn()),
        "sqlite:landfall.db");
  }

  /** The configuration that reaches an embedded directory as its administrator. */
  public static HomeConfiguration.Forest forestConfiguration(
      EmbeddedDirectory directory,
      String name,
      String password,
      List<String> containers,
      List<String> excludedContainers) {
    return new HomeConfiguration.Forest(
        name,
        directory.ldapsUrl(),
        false,
        Optional.of(directory.globalCatalogUrl()),
        directory.administratorDn(),
        password,
        Optional.of(directory.certificatePem()),
        false,
        containers,
        excludedContainers);
  }

  /** The configuration that reaches an embedded tenant. */
  public static GraphSettings tenantConfiguration(EmbeddedTenant tenant) {
    var credentials = tenant.credentials();
    return GraphSettings.embedded(
        "contoso.onmicrosoft.com",
        credentials.tenantId(),
        credentials.clientId(),
        credentials.clientSecret(),
        tenant.url());
  }

  /** A connection as the domain's administrator. */
  public LDAPConnection administrator() {
    return administrator(directory, password);
  }

  /** A connection to an embedded directory as the domain's administrator. */
  public static LDAPConnection administrator(EmbeddedDirectory directory, String password) {
    URI url = URI.create(directory.ldapUrl());
    try {
      return new LDAPConnection(
          url.getHost(), url.getPort(), directory.administratorDn(), password);
    } catch (LDAPException failed) {
      throw new LandfallException(
          ErrorCode.UNEXPECTED, "The embedded directory does not answer.", failed);
    }
  }

  @Override
  public void close() {
    directory.close();
    tenant.close();
  }
}
