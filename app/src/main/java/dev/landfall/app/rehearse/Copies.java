package dev.landfall.app.rehearse;

import com.unboundid.ldap.sdk.LDAPConnection;
import dev.landfall.app.config.HomeConfiguration;
import dev.landfall.app.demo.EmbeddedWorld;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import dev.landfall.emulators.directory.LdifReport;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.emulators.tenant.TenantImport;
import dev.landfall.emulators.tenant.TenantImportException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;

/** A tenant and a domain of this process, made of files. */
public final class Copies implements AutoCloseable {
  private final EmbeddedTenant tenant;
  private final TenantImport.Summary summary;
  private final EmbeddedDirectory directory;
  private final String password;

  private Copies(
      EmbeddedTenant tenant,
      TenantImport.Summary summary,
      EmbeddedDirectory directory,
      String password) {
    this.tenant = tenant;
    this.summary = summary;
    this.directory = directory;
    this.password = password;
  }

  /**
   * Makes both copies.
   *
   * @param folder takes the tenant's database
   * @param progress told lines of the tenant file
   * @throws dev.landfall.emulators.directory.LdifException with everything wrong in the LDIF
   * @throws TenantImportException with everything wrong in the tenant file
   */
  public static Copies of(
      Path tenantFile, List<Path> ldif, Path folder, Clock clock, LongConsumer progress)
      throws IOException, TenantImportException {
    String password = UUID.randomUUID().toString();
    // The directory first: it is in memory, so that a mistake in it leaves no database behind.
    EmbeddedDirectory directory =
        EmbeddedDirectory.builder()
            .administratorPassword(password.toCharArray())
            .recycleBin(true)
            .ldif(ldif)
            .start();
    try {
      TenantImport.Summary summary = new TenantImport(clock, progress).read(tenantFile, folder);
      EmbeddedTenant tenant = EmbeddedTenant.builder().dataFolder(folder).start();
      return new Copies(tenant, summary, directory, password);
    } catch (IOException | TenantImportException | RuntimeException failed) {
      directory.close();
      throw failed;
    }
  }

  /** What the tenant file held. */
  public TenantImport.Summary tenantSummary() {
    return summary;
  }

  /** What became of the LDIF. */
  public LdifReport directoryReport() {
    return directory.loaded().orElseThrow();
  }

  String domainDn() {
    return directory.domainDn();
  }

  /** A configuration that reaches nothing but the copies. */
  HomeConfiguration configuration(
      String forest,
      List<String> containers,
      List<String> excludedContainers,
      Optional<HomeConfiguration.GroupWriteback> writeback,
      Optional<String> cloudSyncContainer,
      String store) {
    return new HomeConfiguration(
        EmbeddedWorld.tenantConfiguration(tenant),
        List.of(
            EmbeddedWorld.forestConfiguration(
                directory, forest, password, containers, excludedContainers)),
        writeback,
        cloudSyncContainer,
        store);
  }

  /** A connection of the domain's administrator. */
  LDAPConnection administrator() {
    return EmbeddedWorld.administrator(directory, password);
  }

  @Override
  public void close() {
    directory.close();
    tenant.close();
  }
}
