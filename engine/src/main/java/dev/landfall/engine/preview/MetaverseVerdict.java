package dev.landfall.engine.preview;

import dev.landfall.core.store.MvObject;
import java.util.List;
import java.util.Optional;

/**
 * What happened to a metaverse object.
 *
 * @param id 0 if the preview stopped before it had one
 * @param before empty for one that is projected
 * @param after empty for one that nobody keeps alive
 */
public record MetaverseVerdict(
    long id,
    String objectType,
    Optional<MvObject> before,
    Optional<MvObject> after,
    List<AttributeVerdict> attributes) {}
