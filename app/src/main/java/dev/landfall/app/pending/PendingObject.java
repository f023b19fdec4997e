package dev.landfall.app.pending;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.PendingExport;
import java.util.Optional;

/**
 * An object with something pending.
 *
 * @param newDn where it is to be renamed or moved to
 * @param displayName of the object it is linked to, or its own; may be empty, as the next two
 */
public record PendingObject(
    CsObject object,
    PendingExport.Operation operation,
    Optional<String> newDn,
    String displayName,
    String userPrincipalName,
    String sourceAnchor) {}
