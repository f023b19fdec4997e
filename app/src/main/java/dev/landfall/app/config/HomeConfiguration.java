package dev.landfall.app.config;

import dev.landfall.connectors.graph.GraphSettings;
import dev.landfall.engine.rule.standard.WritebackRules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code landfall.yaml} says.
 *
 * @param tenant the Entra tenant and how the application signs in; secrets are resolved already
 * @param store {@code sqlite:FILE}, relative to the home folder
 */
public record HomeConfiguration(
    GraphSettings tenant,
    List<Forest> forests,
    Optional<GroupWriteback> groupWriteback,
    Optional<String> cloudSyncContainer,
    String store) {

  public HomeConfiguration {
    forests = List.copyOf(forests);
  }

  /**
   * An Active Directory forest. The password is resolved already.
   *
   * @param server the domain controller tried first
   * @param globalCatalog the global catalog tried first
   * @param access what most forests leave as it is
   */
  public record Forest(
      String name,
      String server,
      boolean startTls,
      Optional<String> globalCatalog,
      String account,
      String password,
      Optional<String> trustedCertificates,
      boolean trustAny,
      List<String> containers,
      List<String> excludedContainers,
      ForestAccess access) {

    /** A forest with the usual access. */
    public Forest(
        String name,
        String server,
        boolean startTls,
        Optional<String> globalCatalog,
        String account,
        String password,
        Optional<String> trustedCertificates,
        boolean trustAny,
        List<String> containers,
        List<String> excludedContainers) {
      this(
          name,
          server,
          startTls,
          globalCatalog,
          account,
          password,
          trustedCertificates,
          trustAny,
          containers,
          excludedContainers,
          ForestAccess.USUAL);
    }

    /** The domain controllers, in the order in which they are tried. */
    public List<String> servers() {
      return Stream.concat(Stream.of(server), access.furtherServers().stream()).toList();
    }

    /** The global catalogs as configured; empty if none is. */
    public List<String> globalCatalogs() {
      return Stream.concat(globalCatalog.stream(), access.furtherGlobalCatalogs().stream())
          .toList();
    }

    @Override
    public String toString() {
      return "Forest[" + name + "]";
    }
  }

  /** Where group writeback writes to and how it names groups. */
  public record GroupWriteback(String forest, String container, WritebackRules.Naming naming) {}
}
