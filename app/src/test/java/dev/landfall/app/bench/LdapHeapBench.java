package dev.landfall.app.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.ldap.sdk.Attribute;
import dev.landfall.connectors.ad.AdConnector;
import dev.landfall.connectors.ad.AdSettings;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.value.AttributeName;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The heap that the import of one very large group needs, beside that of a smaller one. */
final class LdapHeapBench {
  private static final String PASSWORD = "Bench-Horse-7";
  private static final int FEW = 10_000;
  private static final int MANY = 200_000;

  private final int scale;

  LdapHeapBench(boolean quick) {
    this.scale = quick ? 10 : 1;
  }

  List<Figure> run() throws Exception {
    double few = heap(FEW);
    double many = heap(MANY / scale);
    return List.of(
        new Figure(
            "LDAP import: heap of a large group",
            String.format(Locale.ROOT, "%,d members", MANY / scale),
            many,
            String.format(Locale.ROOT, "%,d members", FEW),
            few,
            "MB",
            many / few));
  }

  private static double heap(int members) throws Exception {
    try (OwnProcess server = OwnProcess.start(LdapHeapBench.class, Integer.toString(members));
        AdConnector connector =
            new AdConnector(
                new ConnectorId("7e1f2c5a-0000-4000-8000-000000000002"),
                "corp.example.com",
                AdSettings.of(server.told("url"), server.told("account"), PASSWORD)
                    .withSecurity(AdSettings.Security.PLAIN))) {
      HeapSink sink = new HeapSink();
      connector.importObjects(
          new ImportRequest(Optional.empty(), Map.of("group", Set.of(AttributeName.of("member")))),
          sink);
      if (sink.items() < members) {
        throw new IllegalStateException(sink.items() + " items of " + members + " members.");
      }
      return sink.megabytes();
    }
  }

  /** The other process: a directory with one group of so many members. */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    int members = Integer.parseInt(arguments[0]);
    try (EmbeddedDirectory directory =
        EmbeddedDirectory.builder()
            .domain("corp.example.com")
            .administratorPassword(PASSWORD.toCharArray())
            .start()) {
      List<String> users = new ArrayList<>(members);
      for (int i = 0; i < members; i++) {
        String dn = "CN=User " + i + ",CN=Users," + directory.domainDn();
        directory.add(
            dn,
            List.of(
                new Attribute("objectClass", "user"), new Attribute("sAMAccountName", "u" + i)));
        users.add(dn);
      }
      directory.add(
          "CN=Everyone,CN=Users," + directory.domainDn(),
          List.of(
              new Attribute("objectClass", "group"),
              new Attribute("sAMAccountName", "Everyone"),
              new Attribute("member", users)));
      ObjectNode address = new ObjectMapper().createObjectNode();
      address.put("url", directory.ldapUrl()).put("account", directory.administratorDn());
      OwnProcess.serve(address);
    }
  }
}
