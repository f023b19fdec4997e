package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The token authority: OpenID configuration and the client-credentials grant. */
final class TokenEndpoint {
  private final TenantState state;
  private final Tenancy tenancy;
  private final AccessTokens tokens;
  private final ClientAssertion assertions = new ClientAssertion();
  private final AppCredentials credentials;

  TokenEndpoint(TenantState state, Tenancy tenancy, AccessTokens tokens) {
    this.state = state;
    this.tenancy = tenancy;
    this.tokens = tokens;
    this.credentials = new AppCredentials(state);
  }

  private boolean knows(String tenant) {
    return tenant.equalsIgnoreCase(tenancy.tenantId()) || tenancy.verified(tenant);
  }

  GraphResponse configuration(String origin, String tenant) {
    if (!knows(tenant)) {
      return error(400, "invalid_tenant", 90002, "Tenant '" + tenant + "' not found.");
    }
    String base = origin + "/" + tenancy.tenantId();
    ObjectNode shown = Json.object();
    shown.put("token_endpoint", base + "/oauth2/v2.0/token");
    shown
        .putArray("token_endpoint_auth_methods_supported")
        .add("client_secret_post")
        .add("private_key_jwt")
        .add("client_secret_basic");
    shown.put("jwks_uri", base + "/discovery/v2.0/keys");
    shown.put("issuer", base + "/v2.0");
    shown.put("authorization_endpoint", base + "/oauth2/v2.0/authorize");
    shown.putArray("response_types_supported").add("token");
    shown.putArray("subject_types_supported").add("pairwise");
    shown.putArray("id_token_signing_alg_values_supported").add("RS256");
    shown.put("cloud_graph_host_name", origin.substring(origin.indexOf("//") + 2));
    shown.put("msgraph_host", origin.substring(origin.indexOf("//") + 2));
    return GraphResponse.ok(shown);
  }

  /** {@code POST /{tenant}/oauth2/v2.0/token}, with the error table of the service. */
  GraphResponse token(String origin, String tenant, Map<String, String> form, String basic) {
    if (!knows(tenant)) {
      return error(400, "invalid_request", 90002, "Tenant '" + tenant + "' not found.");
    }
    if (!"client_credentials".equals(form.get("grant_type"))) {
      return error(
          400,
          "unsupported_grant_type",
          70003,
          "The app requested an unsupported grant type '" + form.get("grant_type") + "'.");
    }
    String clientId = form.getOrDefault("client_id", "");
    String secret = form.getOrDefault("client_secret", "");
    if (basic.regionMatches(true, 0, "Basic ", 0, 6)) {
      String pair =
          new String(Base64.getDecoder().decode(basic.substring(6)), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      clientId = GraphRequest.decode(pair.substring(0, Math.max(colon, 0)));
      secret = GraphRequest.decode(pair.substring(colon + 1));
    }
    String id = clientId;
    Optional<Entity> app =
        state.read(
            () ->
                state.holders(UniqueValues.appId(id)).stream()
                    .filter(e -> e.is(ObjectType.APPLICATION) && e.live())
                    .findFirst());
    if (app.isEmpty()) {
      return error(
          400,
          "unauthorized_client",
          700016,
          "Application with identifier '" + clientId + "' was not found in the directory.");
    }
    Optional<GraphResponse> refused =
        form.containsKey("client_assertion")
            ? refusedAssertion(origin, app.get(), form)
            : refusedSecret(app.get(), secret);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!form.getOrDefault("scope", "").endsWith("/.default")) {
      return error(
          400,
          "invalid_scope",
          1002012,
          "The provided value for scope is not valid. Client credential flows must have a scope"
              + " value with /.default suffixed to the resource identifier.");
    }
    ObjectNode shown = Json.object();
    shown.put("token_type", "Bearer");
    shown.put("expires_in", AccessTokens.LIFE_SECONDS);
    shown.put("ext_expires_in", AccessTokens.LIFE_SECONDS);
    shown.put(
        "access_token",
        tokens.issue(origin + "/" + tenancy.tenantId() + "/v2.0", app.get().text("appId")));
    return GraphResponse.ok(shown).header("Cache-Control", "no-store");
  }

  private Optional<GraphResponse> refusedAssertion(
      String origin, Entity app, Map<String, String> form) {
    if (!ClientAssertion.TYPE.equals(form.get("client_assertion_type"))) {
      return Optional.of(
          error(
              400,
              "invalid_request",
              50012,
              "The client assertion type must be '" + ClientAssertion.TYPE + "'."));
    }
    try {
      assertions.check(
          form.getOrDefault("client_assertion", ""),
          app.text("appId"),
          audiences(origin),
          state.read(() -> credentials.certificates(app)),
          state.now());
      return Optional.empty();
    } catch (ClientAssertion.Refused e) {
      return Optional.of(error(401, "invalid_client", 700027, e.reason()));
    }
  }

  private Optional<GraphResponse> refusedSecret(Entity app, String secret) {
    boolean own =
        app.text("appId").equals(tenancy.clientId())
            && MessageDigest.isEqual(
                secret.getBytes(StandardCharsets.UTF_8),
                tenancy.clientSecret().getBytes(StandardCharsets.UTF_8));
    try {
      if (own || credentials.accepts(app, secret)) {
        return Optional.empty();
      }
    } catch (AppCredentials.Expired e) {
      return Optional.of(
          error(401, "invalid_client", 7000222, "The provided client secret keys are expired."));
    }
    return Optional.of(error(401, "invalid_client", 7000215, "Invalid client secret provided."));
  }

  /** The endpoint may be named with the tenant's id or any of its domains. */
  private Set<String> audiences(String origin) {
    Set<String> urls = new HashSet<>();
    urls.add(origin + "/" + tenancy.tenantId() + "/oauth2/v2.0/token");
    tenancy.verifiedDomains().forEach(name -> urls.add(origin + "/" + name + "/oauth2/v2.0/token"));
    return urls;
  }

  private GraphResponse error(int status, String error, int code, String description) {
    ObjectNode shown = Json.object();
    String trace = UUID.randomUUID().toString();
    shown.put("error", error);
    shown.put("error_description", "AADSTS" + code + ": " + description + " Trace ID: " + trace);
    shown.putArray("error_codes").add(code);
    shown.put("timestamp", state.timestamp().replace('T', ' '));
    shown.put("trace_id", trace);
    shown.put("correlation_id", UUID.randomUUID().toString());
    shown.put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
    return GraphResponse.json(status, shown);
  }
}
