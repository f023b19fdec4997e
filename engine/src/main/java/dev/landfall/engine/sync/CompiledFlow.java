package dev.landfall.engine.sync;

import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.expression.Expression;
import java.util.List;
import java.util.Optional;

/**
 * An attribute flow ready to run.
 *
 * @param expression of a computed flow
 * @param sources the attributes the expression names, in the order of {@link
 *     Expression#attributes()}
 */
public record CompiledFlow(
    SyncRule rule,
    AttributeFlow flow,
    Optional<Expression> expression,
    List<AttributeName> sources) {

  AttributeName target() {
    return flow.target();
  }

  /** For error records: rule, target and source text. */
  String describe() {
    return "rule \""
        + rule.name()
        + "\" ("
        + rule.id()
        + "), target \""
        + flow.target()
        + "\""
        + expression.map(found -> ", expression " + found.source()).orElse("");
  }
}
