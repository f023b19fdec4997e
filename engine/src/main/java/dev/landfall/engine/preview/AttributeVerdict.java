package dev.landfall.engine.preview;

import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.sync.Explanation.Ending;
import java.util.List;
import java.util.Optional;

/**
 * How the values of an attribute came about.
 *
 * @param ending empty if a flow failed, so that nothing was decided
 * @param flows all that may write it, by precedence
 */
public record AttributeVerdict(
    AttributeName target, Optional<Ending> ending, List<FlowVerdict> flows) {}
