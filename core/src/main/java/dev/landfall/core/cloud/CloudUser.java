package dev.landfall.core.cloud;

import java.util.Optional;

/** The properties of a cloud user that tie it to an account in Active Directory. */
public record CloudUser(
    String id,
    String displayName,
    Optional<String> userPrincipalName,
    boolean guest,
    boolean onPremisesSyncEnabled,
    Optional<String> onPremisesObjectIdentifier,
    Optional<String> onPremisesImmutableId,
    Optional<String> onPremisesSecurityIdentifier) {}
