package dev.landfall.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.connectors.graph.GraphSettings;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.emulators.tenant.TenantCredentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * An embedded tenant in a process of its own, so that its work and its heap are not taken for the
 * client's. It ends with its standard input.
 */
final class TenantProcess implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int USERS_AT_A_TIME = 10_000;

  private final Path home;
  private final Process process;
  private final GraphSettings settings;

  private TenantProcess(Path home, Process process, GraphSettings settings) {
    this.home = home;
    this.process = process;
    this.settings = settings;
  }

  /**
   * @param members of each group; users are given to groups in turn
   */
  static TenantProcess start(int users, int groups, int members) throws IOException {
    Path home = Files.createTempDirectory("landfall-bench");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                TenantProcess.class.getName(),
                home.toString(),
                Integer.toString(users),
                Integer.toString(groups),
                Integer.toString(members))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null) {
      throw new IOException("The tenant did not start.");
    }
    JsonNode told = MAPPER.readTree(line);
    return new TenantProcess(
        home,
        process,
        GraphSettings.embedded(
            "contoso.onmicrosoft.com",
            told.path("tenantId").asText(),
            told.path("clientId").asText(),
            told.path("clientSecret").asText(),
            told.path("url").asText()));
  }

  GraphSettings settings() {
    return settings;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
      System.out.println(told);
      System.out.flush();
      while (System.in.read() >= 0) {
        // Nothing is said here.
      }
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
