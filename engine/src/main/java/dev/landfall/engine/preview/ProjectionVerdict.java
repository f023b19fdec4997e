package dev.landfall.engine.preview;

import dev.landfall.engine.rule.SyncRule;

/**
 * Whether a Provision rule may project the object; it may not while none of its join attributes has
 * a value.
 */
public record ProjectionVerdict(SyncRule rule, boolean possible) {}
