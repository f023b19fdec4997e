package dev.landfall.emulators.tenant;

/** How the tenant's own application signs in. The secret is not part of the text form. */
public record TenantCredentials(String tenantId, String clientId, String clientSecret) {
  @Override
  public String toString() {
    return "TenantCredentials[tenantId=" + tenantId + ", clientId=" + clientId + "]";
  }
}
