package dev.landfall.engine.sync;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.JoinCondition;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.scope.ScopeClause;
import dev.landfall.engine.sync.InboundLookups.Contribution;
import dev.landfall.expression.EvaluationStep;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Listens while a decision is being made, so that why comes from the code that decides. Told
 * objects, never texts: rendering is somebody else's. Nearly every run explains nothing, and then
 * must not pay for it: whoever tells asks {@link #listening} first.
 *
 * <p>Order inbound: {@link #object} and the {@link #scope} of its rules; {@link #join}, {@link
 * #projection}; for each metaverse object recomputed, {@link #metaverse}, the scopes of the other
 * objects linked to it before that, then {@link #contest} attribute by attribute; last {@link
 * #decided(Contribution, InboundDecision)}. Outbound the same from {@link #outbound} on.
 */
public interface Explanation {
  /** Nobody listens. */
  Explanation NONE = () -> false;

  /** Whether anything is to be told. */
  boolean listening();

  /** Rules of this connector-space object are about to be asked. */
  default void object(Contribution object) {}

  /**
   * Whether a rule applies.
   *
   * @param misses the clauses that do not hold, when it does not
   */
  default void scope(SyncRule rule, boolean inScope, List<Miss> misses) {}

  /** A join group was tried; {@code candidates} are ids. */
  default void join(SyncRule rule, int group, List<Operand> operands, List<Long> candidates) {}

  /** Whether a Provision rule in scope may project or has no join attribute with a value. */
  default void projection(SyncRule rule, boolean possible) {}

  /** The attributes of this metaverse object are about to be computed. */
  default void metaverse(MvObject before) {}

  /** A metaverse object is about to be carried into a connector space. */
  default void outbound(MvObject object, ConnectorId connector) {}

  /** The flows that may write an attribute, by precedence, before any is evaluated. */
  default void contest(AttributeName target, List<Contender> contenders) {}

  /** A contender of the current contest is about to be evaluated; without a result it failed. */
  default void evaluating(int contender) {}

  /** What a contender of the current contest gave. */
  default void evaluated(int contender, FlowResult result) {}

  /** How the current contest ended. */
  default void settled(Ending ending) {}

  /** What synchronization of the object comes to. */
  default void decided(Contribution object, InboundDecision decision) {}

  /** What carrying the metaverse object into the connector space comes to. */
  default void decided(MvObject object, ConnectorId connector, OutboundDecision decision) {}

  /** A clause that does not hold, in the scope group with this number, and the values it met. */
  record Miss(int group, ScopeClause clause, List<Value> values) {}

  /** A join condition and the values that were searched for. */
  record Operand(JoinCondition condition, List<Value> values) {}

  /**
   * A flow that may write an attribute.
   *
   * @param source the contributing connector-space object; empty outbound
   * @param result evaluates the flow, the same way the decision does
   * @param steps evaluates its expression again, step by step; none if the flow has no expression
   */
  record Contender(
      CompiledFlow flow,
      Optional<Contribution> source,
      Supplier<FlowResult> result,
      Supplier<List<EvaluationStep>> steps) {}

  /** How a contest ended. */
  enum Ending {
    /** The attribute has the winner's values, or those of all when they are merged. */
    SET,
    /** The attribute has no value. */
    REMOVED,
    /** Nobody gave a value and somebody said to ignore: what is there stays. */
    KEPT
  }
}
