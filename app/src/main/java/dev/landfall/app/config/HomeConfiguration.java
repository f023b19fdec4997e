package dev.landfall.app.config;

import dev.landfall.connectors.graph.GraphSettings;
import dev.landfall.engine.rule.standard.WritebackRules;
import java.util.List;
import java.util.Optional;

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
