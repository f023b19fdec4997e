package dev.landfall.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.emulators.tenant.TenantImport;
import dev.landfall.emulators.tenant.generate.TenantGenerator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;

/**
 * The embedded tenant at the size of a large company: how long it takes to make one, to start on
 * it, and to read it by a delta query, beside the bare driver reading the same rows.
 */
final class TenantBench {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final TenantGenerator.Size size;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  TenantBench(boolean quick) {
    this.size =
        quick
            ? new TenantGenerator.Size(10_000, 2_500, 250_000)
            : new TenantGenerator.Size(200_000, 50_000, 5_000_000);
  }

  List<Figure> run() throws Exception {
    Path folder = Files.createTempDirectory("landfall-tenant-bench");
    try {
      long began = System.nanoTime();
      TenantImport.Summary summary = new TenantGenerator(size, 1).into(folder, new TenantImport());
      double made = seconds(began);
      began = System.nanoTime();
      EmbeddedTenant tenant = EmbeddedTenant.builder().dataFolder(folder).start();
      double started = seconds(began);
      try (tenant) {
        String token = token(tenant);
        // The first requests find classes that are not compiled; a short round warms them.
        read(tenant.url() + "/v1.0/directoryRoles/delta", token);
        began = System.nanoTime();
        long entries = read(tenant.url() + "/v1.0/groups/delta?$select=displayName,members", token);
        double rate = entries / seconds(began);
        began = System.nanoTime();
        long raw = raw(folder);
        double rawRate = raw / seconds(began);
        return List.of(
            new Figure(
                "tenant of " + summary.total() + " objects",
                "import",
                summary.links() / made,
                "none",
                0,
                "links/s",
                0),
            new Figure("tenant start", "until served", started, "at most", 2, "s", started / 2),
            new Figure(
                "tenant groups/delta",
                "through HTTP",
                rate,
                "bare driver",
                rawRate,
                "entries/s",
                rate / rawRate));
      }
    } finally {
      RealServer.remove(folder);
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private String token(EmbeddedTenant tenant) throws Exception {
    var credentials = tenant.credentials();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(tenant.url() + "/" + credentials.tenantId() + "/oauth2/v2.0/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=client_credentials&scope=x%2F.default&client_id="
                        + credentials.clientId()
                        + "&client_secret="
                        + credentials.clientSecret()))
            .build();
    return MAPPER
        .readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body())
        .path("access_token")
        .asText();
  }

  /** Follows a round to its end; objects and member entries together. */
  private long read(String url, String token) throws Exception {
    long entries = 0;
    String next = url;
    while (!next.isEmpty()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(next))
              .header("Authorization", "Bearer " + token)
              .build();
      JsonNode page =
          MAPPER.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
      if (!page.has("value")) {
        throw new IllegalStateException("No page: " + page);
      }
      for (JsonNode object : page.path("value")) {
        entries += 1 + object.path("members@delta").size();
      }
      next = page.path("@odata.nextLink").asText("");
    }
    return entries;
  }

  /** The same rows by the bare driver: each group's body, and the id of each member. */
  private static long raw(Path folder) throws Exception {
    long entries = 0;
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tenant.db"));
        PreparedStatement groups =
            connection.prepareStatement(
                "SELECT number, properties FROM object WHERE type=1 AND life=0 ORDER BY number");
        PreparedStatement members =
            connection.prepareStatement(
                "SELECT o.id, o.type FROM link l JOIN object o ON o.number=l.target WHERE l.kind=0"
                    + " AND l.source=? AND l.state=0 ORDER BY l.target");
        ResultSet all = groups.executeQuery()) {
      while (all.next()) {
        entries += all.getString(2).isEmpty() ? 0 : 1;
        members.setLong(1, all.getLong(1));
        try (ResultSet rows = members.executeQuery()) {
          while (rows.next()) {
            entries += rows.getString(1).isEmpty() ? 0 : 1;
          }
        }
      }
    }
    return entries;
  }
}
