package dev.landfall.engine.preview;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.CsObject;
import dev.landfall.engine.sync.OutboundDecision;
import java.util.List;
import java.util.Optional;

/**
 * What carrying a metaverse object into a connector space came to.
 *
 * @param decision empty in error, and when the metaverse object died and was not carried anywhere
 * @param before the object linked before, empty if there was none
 * @param after the object afterwards; empty if it was never there or was removed
 * @param references reference changes pending afterwards
 */
public record TargetVerdict(
    ConnectorId connector,
    long metaverseId,
    Optional<OutboundDecision> decision,
    List<RuleVerdict> rules,
    List<JoinVerdict> joins,
    List<AttributeVerdict> attributes,
    Optional<CsObject> before,
    Optional<CsObject> after,
    ReferenceChanges references) {}
