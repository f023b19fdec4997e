package dev.landfall.core.cloud;

import java.util.List;

/** The organization: its id, its name and its verified domains. */
public record CloudTenant(
    String id, String displayName, String initialDomain, List<String> verifiedDomains) {
  public CloudTenant {
    verifiedDomains = List.copyOf(verifiedDomains);
  }
}
