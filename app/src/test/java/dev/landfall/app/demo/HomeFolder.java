package dev.landfall.app.demo;

import dev.landfall.app.config.HomeConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Writes the landfall.yaml of a configuration, with its secrets in files beside it. */
public final class HomeFolder {
  private HomeFolder() {}

  public static Path write(Path folder, HomeConfiguration configuration) throws IOException {
    HomeConfiguration.Forest forest = configuration.forests().get(0);
    HomeConfiguration.GroupWriteback writeback = configuration.groupWriteback().orElseThrow();
    Files.writeString(folder.resolve("client-secret"), DemoGraph.secret(configuration.tenant()));
    Files.writeString(folder.resolve("password"), forest.password());
    Files.writeString(folder.resolve("ca.pem"), forest.trustedCertificates().orElseThrow());
    String containers =
        forest.containers().stream()
            .map(dn -> "\"" + dn + "\"")
            .collect(Collectors.joining(", ", "[", "]"));
    Files.writeString(
        folder.resolve("landfall.yaml"),
        """
        tenant:
          name: %s
          tenantId: %s
          clientId: %s
          clientSecret: file:client-secret
          graphEndpoint: %s
          authority: %s
        forests:
          - name: %s
            server: %s
            globalCatalog: %s
            account: "%s"
            password: file:password
            trustedCertificates: file:ca.pem
            containers: %s
        groupWriteback:
          forest: %s
          container: "%s"
          naming: objectId
        cloudSync:
          container: "%s"
        """
            .formatted(
                configuration.tenant().tenantName(),
                configuration.tenant().tenantId(),
                configuration.tenant().clientId(),
                configuration.tenant().graphEndpoint(),
                configuration.tenant().authority(),
                forest.name(),
                forest.server(),
                forest.globalCatalog().orElseThrow(),
                forest.account(),
                containers,
                writeback.forest(),
                writeback.container(),
                configuration.cloudSyncContainer().orElseThrow()));
    return folder;
  }
}
