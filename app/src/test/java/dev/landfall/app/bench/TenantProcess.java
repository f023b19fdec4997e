package dev.landfall.app.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.connectors.graph.GraphSettings;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.emulators.tenant.TenantCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** An embedded tenant with a company in it, in a process of its own. */
final class TenantProcess implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int USERS_AT_A_TIME = 10_000;

  private final Path home;
  private final OwnProcess process;

  private TenantProcess(Path home, OwnProcess process) {
    this.home = home;
    this.process = process;
  }

  /**
   * @param members of each group; users are given to groups in turn
   */
  static TenantProcess start(int users, int groups, int members) throws IOException {
    Path home = Files.createTempDirectory("landfall-bench");
    return new TenantProcess(
        home,
        OwnProcess.start(
            TenantProcess.class,
            home.toString(),
            Integer.toString(users),
            Integer.toString(groups),
            Integer.toString(members)));
  }

  GraphSettings settings() {
    return GraphSettings.embedded(
        "contoso.onmicrosoft.com",
        process.told("tenantId"),
        process.told("clientId"),
        process.told("clientSecret"),
        process.told("url"));
  }

  @Override
  public void close() throws IOException {
    process.close();
    RealServer.remove(home);
  }

  /** The other process: serves until nobody is at its standard input any more. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    try (EmbeddedTenant tenant =
        EmbeddedTenant.builder()
            .tenantName("contoso.onmicrosoft.com")
            .dataFolder(Path.of(arguments[0]))
            .start()) {
      fill(
          tenant,
          Integer.parseInt(arguments[1]),
          Integer.parseInt(arguments[2]),
          Integer.parseInt(arguments[3]));
      TenantCredentials credentials = tenant.credentials();
      ObjectNode told = MAPPER.createObjectNode();
      told.put("url", tenant.url());
      told.put("tenantId", credentials.tenantId());
      told.put("clientId", credentials.clientId());
      told.put("clientSecret", credentials.clientSecret());
      OwnProcess.serve(told);
    }
  }

  private static void fill(EmbeddedTenant tenant, int users, int groups, int members) {
    String[] ids = new String[users];
    for (int from = 0; from < users; from += USERS_AT_A_TIME) {
      ObjectNode load = MAPPER.createObjectNode();
      for (int i = from; i < Math.min(users, from + USERS_AT_A_TIME); i++) {
        ids[i] = new UUID(1, i).toString();
        ObjectNode user = load.withArray("users").addObject();
        user.put("id", ids[i]).put("displayName", "Person Number " + i);
        user.put("userPrincipalName", "person" + i + "@contoso.onmicrosoft.com");
        user.put("mail", "person" + i + "@contoso.onmicrosoft.com");
        user.put("givenName", "Person").put("surname", "Number " + i);
        user.put("mailNickname", "person" + i).put("accountEnabled", true);
        user.putArray("proxyAddresses").add("SMTP:person" + i + "@contoso.onmicrosoft.com");
      }
      tenant.load(load);
    }
    for (int g = 0; g < groups; g++) {
      ObjectNode load = MAPPER.createObjectNode();
      ObjectNode group = load.withArray("groups").addObject();
      group.put("displayName", "Group Number " + g).put("description", "Made for a benchmark");
      group.putObject("writebackConfiguration").put("isEnabled", true);
      for (int m = 0; m < members; m++) {
        group.withArray("members").add(ids[(int) ((g * 37L + m) % users)]);
      }
      tenant.load(load);
    }
  }
}
