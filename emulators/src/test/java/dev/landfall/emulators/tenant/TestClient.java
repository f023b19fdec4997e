package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A plain HTTP client that signs in as the tenant's application. */
final class TestClient {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final EmbeddedTenant tenant;
  private String token = "";

  TestClient(EmbeddedTenant tenant) {
    this.tenant = tenant;
  }

  record Answer(int status, JsonNode json, HttpResponse<String> raw) {
    String code() {
      return json.path("error").path("code").asText();
    }

    String message() {
      return json.path("error").path("message").asText();
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    String id() {
      return json.path("id").asText();
    }
  }

  void signIn() {
    token = token(tenant.credentials().clientSecret()).json().path("access_token").asText();
  }

  void useToken(String other) {
    token = other;
  }

  Answer token(String secret) {
    return token("client_secret", secret);
  }

  /** Signs in with a client assertion. */
  Answer assertion(String assertion) {
    return token(
        "client_assertion_type=" + ClientAssertion.TYPE.replace(":", "%3A") + "&client_assertion",
        assertion.replace(" ", "+"));
  }

  /** Signs in as another application. */
  Answer tokenOf(String clientId, String secret) {
    return token(clientId, "client_secret", secret);
  }

  private Answer token(String field, String value) {
    return token(tenant.credentials().clientId(), field, value);
  }

  private Answer token(String clientId, String field, String value) {
    TenantCredentials credentials = tenant.credentials();
    String form =
        "grant_type=client_credentials&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&client_id="
            + clientId
            + "&"
            + field
            + "="
            + value;
    return send(
        HttpRequest.newBuilder(
                URI.create(tenant.url() + "/" + credentials.tenantId() + "/oauth2/v2.0/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build());
  }

  Answer get(String path, String... headers) {
    return call("GET", path, "", headers);
  }

  Answer post(String path, String body, String... headers) {
    return call("POST", path, body, headers);
  }

  Answer patch(String path, String body, String... headers) {
    return call("PATCH", path, body, headers);
  }

  Answer delete(String path) {
    return call("DELETE", path, "");
  }

  Answer call(String method, String path, String body, String... headers) {
    if (token.isEmpty()) {
      signIn();
    }
    String url = path.startsWith("http") ? path : tenant.url() + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url.replace(" ", "%20")))
            .header("Authorization", "Bearer " + token)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> raw = http.send(request, HttpResponse.BodyHandlers.ofString());
      boolean json = raw.headers().firstValue("Content-Type").orElse("").contains("json");
      return new Answer(raw.statusCode(), MAPPER.readTree(json ? raw.body() : "null"), raw);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Follows a delta round to its end and gives each page to the consumer. */
  String round(String path, Consumer<JsonNode> pages, String... headers) {
    Answer page = get(path, headers);
    while (true) {
      if (page.status() != 200) {
        throw new AssertionError(page.status() + " " + page.json());
      }
      pages.accept(page.json());
      JsonNode next =
          page.json().has("@odata.nextLink")
              ? page.json().path("@odata.nextLink")
              : page.json().path("@nextLink");
      if (next.isMissingNode()) {
        return page.json().has("@odata.deltaLink")
            ? page.json().path("@odata.deltaLink").asText()
            : page.json().path("@deltaLink").asText();
      }
      page = get(next.asText(), headers);
    }
  }

  /** All items of a delta round. */
  List<JsonNode> items(String path, String... headers) {
    List<JsonNode> items = new ArrayList<>();
    round(path, page -> page.path("value").forEach(items::add), headers);
    return items;
  }

  String createGroup(String name) {
    Answer made =
        post(
            "/v1.0/groups",
            "{'displayName':'"
                + name
                + "','mailEnabled':false,'mailNickname':'g','securityEnabled':true}");
    if (made.status() != 201) {
      throw new AssertionError(made.json().toString());
    }
    return made.id();
  }

  String createUser(String name) {
    Answer made =
        post(
            "/v1.0/users",
            "{'accountEnabled':true,'displayName':'"
                + name
                + "','mailNickname':'"
                + name
                + "','userPrincipalName':'"
                + name
                + "@contoso.onmicrosoft.com','passwordProfile':{'password':'x'}}");
    if (made.status() != 201) {
      throw new AssertionError(made.json().toString());
    }
    return made.id();
  }
}
