package dev.landfall.core.connector;

import dev.landfall.core.value.AttributeName;
import java.util.Optional;

/**
 * One reference value to add or remove.
 *
 * @param targetDn the DN of the target as last imported, or as it is to be created
 * @param targetAnchor absent for a target that does not exist yet
 */
public record ReferenceChange(
    AttributeName attribute, boolean add, String targetDn, Optional<Anchor> targetAnchor) {}
