package dev.landfall.engine.preview;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.CsObject;
import dev.landfall.engine.run.StepResult;
import dev.landfall.engine.sync.InboundDecision;
import java.util.List;
import java.util.Optional;

/**
 * What a synchronization of one connector-space object does, from its pending import to the pending
 * exports of all connectors.
 *
 * @param visited whether such a synchronization visits the object at all; if not, the rest is empty
 * @param committed whether it was done, not only looked at
 * @param rules the enabled inbound rules for its type; empty if the object is gone or kept apart
 * @param decision empty in error
 * @param others pending exports of objects that follow because they refer to this one
 * @param result counters and errors, as of a run
 */
public record ObjectPreview(
    ConnectorId connector,
    CsObject before,
    Optional<CsObject> after,
    boolean visited,
    boolean committed,
    List<RuleVerdict> rules,
    List<JoinVerdict> joins,
    List<ProjectionVerdict> projections,
    Optional<InboundDecision> decision,
    List<MetaverseVerdict> metaverse,
    List<TargetVerdict> targets,
    List<TargetVerdict> others,
    StepResult result) {}
