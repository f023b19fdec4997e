package dev.landfall.app.config;

import dev.landfall.engine.rule.standard.WritebackRules;
import java.util.List;
import java.util.Optional;

/**
 * What {@code landfall.yaml} says.
 *
 * @param store {@code sqlite:FILE}, relative to the home folder
 */
public record HomeConfiguration(
    Tenant tenant,
    List<Forest> forests,
    Optional<GroupWriteback> groupWriteback,
    Optional<String> cloudSyncContainer,
    String store) {

  public HomeConfiguration {
    forests = List.copyOf(forests);
  }

  /** The Entra tenant and the application that signs in. The secret is resolved already. */
  public record Tenant(
      String name,
      String tenantId,
      String clientId,
      String clientSecret,
      String graphEndpoint,
      String authority) {
    @Override
    public String toString() {
      return "Tenant[" + name + "]";
    }
  }

  /** An Active Directory forest. The password is resolved already. */
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
      List<String> excludedContainers) {
    @Override
    public String toString() {
      return "Forest[" + name + "]";
    }
  }

  /** Where group writeback writes to and how it names groups. */
  public record GroupWriteback(String forest, String container, WritebackRules.Naming naming) {}
}
