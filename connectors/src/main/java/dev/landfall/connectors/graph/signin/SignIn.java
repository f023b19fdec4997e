package dev.landfall.connectors.graph.signin;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * Who signs in, where, and for what.
 *
 * @param tenantId GUID or verified domain
 * @param authority e.g. {@code https://login.microsoftonline.com}
 * @param audience what the tokens are for: the root of Graph in the cloud of the tenant
 */
public record SignIn(
    String tenantId, String clientId, Credential credential, URI authority, String audience) {

  public SignIn {
    requireNonNull(tenantId, "tenantId");
    requireNonNull(clientId, "clientId");
    requireNonNull(credential, "credential");
    requireNonNull(authority, "authority");
    requireNonNull(audience, "audience");
  }

  URI tokenEndpoint() {
    return URI.create(authority + "/" + tenantId + "/oauth2/v2.0/token");
  }
}
