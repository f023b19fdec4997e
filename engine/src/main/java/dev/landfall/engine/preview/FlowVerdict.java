package dev.landfall.engine.preview;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.CsObject;
import dev.landfall.engine.sync.CompiledFlow;
import dev.landfall.engine.sync.FlowResult;
import dev.landfall.expression.EvaluationStep;
import java.util.List;
import java.util.Optional;

/**
 * What became of one flow that may write an attribute.
 *
 * @param connector of the object it reads; empty outbound, where all read the metaverse object
 * @param object the object it reads
 * @param result what it gave or, skipped, would have given; empty in error
 * @param error why it failed; empty otherwise
 * @param steps of its expression, if asked for
 */
public record FlowVerdict(
    CompiledFlow flow,
    Optional<ConnectorId> connector,
    Optional<CsObject> object,
    Status status,
    Optional<FlowResult> result,
    String error,
    List<EvaluationStep> steps) {

  /** What became of it. */
  public enum Status {
    APPLIED("applied"),
    /** A flow of higher precedence decided before its turn came. */
    NOT_PRECEDENT("skipped: not precedent"),
    NULL("null"),
    AUTHORITATIVE_NULL("authoritative null"),
    IGNORED("ignored"),
    ERROR("error");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }
}
