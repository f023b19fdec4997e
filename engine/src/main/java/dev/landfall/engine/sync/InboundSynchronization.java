package dev.landfall.engine.sync;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.PendingImport;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.sync.InboundDecision.MvChange;
import dev.landfall.engine.sync.InboundDecision.Outcome;
import dev.landfall.engine.sync.InboundLookups.Contribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Connector space to metaverse, one object at a time: scope, join or project, flow, and whether the
 * metaverse object lives on.
 */
public final class InboundSynchronization {
  private final RuleSet rules;
  private final MetaverseFlow flow;
  private final Function<ConnectorId, FlowContext> contexts;
  private final Explanation explanation;
  private final Map<ScopeKey, ScopeTable> scopes = new ConcurrentHashMap<>();

  private record ScopeKey(ConnectorId connector, String objectType) {}

  /**
   * @param explanation told how each decision comes about
   */
  public InboundSynchronization(
      RuleSet rules,
      Schema metaverse,
      Function<ConnectorId, FlowContext> contexts,
      Explanation explanation) {
    this.rules = rules;
    this.contexts = contexts;
    this.explanation = explanation;
    this.flow = new MetaverseFlow(metaverse, contexts, explanation);
  }

  /**
   * @param subject the object with its pending import, exports under way included
   * @param gone whether the pending import is a delete: no rule is in scope then
   *     <p>An object that came back as another type (pending import {@code DELETE_ADD}) starts
   *     over: its link is given up before its rules look for a new one.
   * @throws SyncErrorException if the object is in error; nothing of it may be changed then
   */
  public InboundDecision decide(Contribution subject, boolean gone, InboundLookups lookups) {
    InboundDecision decision = decision(subject, gone, lookups);
    if (explanation.listening()) {
      explanation.decided(subject, decision);
    }
    return decision;
  }

  private InboundDecision decision(Contribution subject, boolean gone, InboundLookups lookups) {
    CsObject object = subject.object();
    RulesInScope inScope =
        gone || object.explicitDisconnector() || awaitsDelete(object)
            ? RulesInScope.NONE
            : inScope(subject);
    Optional<Link> before = object.link();
    boolean startsOver = object.pendingImport() == PendingImport.DELETE_ADD;
    Optional<Link> kept =
        before.filter(link -> !startsOver).flatMap(link -> keep(link, subject, inScope, lookups));
    List<MvChange> changes = new ArrayList<>();
    List<Long> deletions = new ArrayList<>();
    if (before.isPresent() && kept.isEmpty()) {
      recompute(
          before.get().metaverseId(),
          subject,
          RulesInScope.NONE,
          false,
          lookups,
          changes,
          deletions);
    }
    if (kept.isPresent()) {
      recompute(kept.get().metaverseId(), subject, inScope, true, lookups, changes, deletions);
      return new InboundDecision(Outcome.KEPT, kept, changes, deletions);
    }
    // An object on its way out must not be linked again; its delete would be staged for ever.
    Optional<Link> made =
        object.deleting() ? Optional.empty() : link(subject, inScope, deletions, lookups);
    if (made.isEmpty()) {
      return new InboundDecision(
          before.isPresent() ? Outcome.DISCONNECTED : Outcome.DISCONNECTOR,
          made,
          changes,
          deletions);
    }
    if (made.get().method() == Link.Method.PROJECTED) {
      SyncRule rule = rules.byId(made.get().ruleId()).orElseThrow().rule();
      MvObject blank = MvObject.blank(rule.targetObjectType());
      changes.add(
          0,
          new MvChange(
              flow.apply(blank, List.of(new MetaverseFlow.Source(subject, inScope, true))), true));
      return new InboundDecision(Outcome.PROJECTED, made, changes, deletions);
    }
    recompute(made.get().metaverseId(), subject, inScope, true, lookups, changes, deletions);
    return new InboundDecision(Outcome.JOINED, made, changes, deletions);
  }

  /** It was let go and is to be deleted later; it must not come back as a new object meanwhile. */
  private static boolean awaitsDelete(CsObject object) {
    return object.deprovisionAt().isPresent() && object.link().isEmpty();
  }

  private RulesInScope inScope(Contribution subject) {
    if (explanation.listening()) {
      explanation.object(subject);
    }
    return scopes
        .computeIfAbsent(
            new ScopeKey(subject.connector(), subject.object().objectType()), this::scope)
        .of(subject.view(), explanation);
  }

  private ScopeTable scope(ScopeKey key) {
    return new ScopeTable(
        rules.inbound(key.connector(), key.objectType()),
        contexts.apply(key.connector()).parameters());
  }

  /** The link as it stays, or empty if nothing justifies it any more. */
  private Optional<Link> keep(
      Link link, Contribution subject, RulesInScope inScope, InboundLookups lookups) {
    if (!link.inbound()) {
      // Outbound rules made this link, outbound synchronization ends it – unless the object is
      // gone.
      return subject.object().pendingImport() == PendingImport.DELETE
              || subject.object().explicitDisconnector()
          ? Optional.empty()
          : Optional.of(link);
    }
    if (inScope.contains(link.ruleId())) {
      return Optional.of(link);
    }
    List<CompiledRule> able = inScope.linking();
    if (able.isEmpty()) {
      return Optional.empty();
    }
    Optional<JoinResolver.Match<MvObject>> match = match(subject, able, List.of(), lookups);
    boolean same = match.map(found -> found.object().id() == link.metaverseId()).orElse(false);
    boolean provisioned =
        match.isEmpty() && able.stream().anyMatch(rule -> provisions(rule.rule(), subject.view()));
    if (!same && !provisioned) {
      return Optional.empty();
    }
    String owner =
        same
            ? match.get().rule().id()
            : able.stream()
                .filter(rule -> provisions(rule.rule(), subject.view()))
                .findFirst()
                .orElseThrow()
                .rule()
                .id();
    return Optional.of(
        new Link(
            link.metaverseId(),
            owner,
            true,
            link.method(),
            link.provisionHeld(),
            link.noFlowProtected()));
  }

  private Optional<Link> link(
      Contribution subject, RulesInScope inScope, List<Long> dying, InboundLookups lookups) {
    List<CompiledRule> able = inScope.linking();
    if (able.isEmpty()) {
      return Optional.empty();
    }
    Optional<JoinResolver.Match<MvObject>> match = match(subject, able, dying, lookups);
    if (match.isPresent()) {
      return Optional.of(
          new Link(
              match.get().object().id(),
              match.get().rule().id(),
              true,
              Link.Method.JOINED,
              false,
              false));
    }
    return able.stream()
        .map(CompiledRule::rule)
        .filter(rule -> provisions(rule, subject.view()))
        .findFirst()
        .map(rule -> new Link(0, rule.id(), true, Link.Method.PROJECTED, false, false));
  }

  /** Projection wants a value in at least one attribute of the join criteria, if there are any. */
  private boolean provisions(SyncRule rule, SourceView view) {
    if (rule.linkType() != LinkType.PROVISION) {
      return false;
    }
    boolean possible =
        rule.join().isEmpty()
            || rule.joinCsAttributes().stream().anyMatch(name -> !view.values(name).isEmpty());
    if (explanation.listening()) {
      explanation.projection(rule, possible);
    }
    return possible;
  }

  /**
   * The metaverse object that the join criteria lead to.
   *
   * @param dying metaverse objects that end with this decision and can be joined no more
   */
  private Optional<JoinResolver.Match<MvObject>> match(
      Contribution subject, List<CompiledRule> able, List<Long> dying, InboundLookups lookups) {
    JoinResolver<MvObject> resolver =
        JoinResolver.inbound(
            subject.view(),
            (rule, attribute, value, limit) ->
                lookups.candidates(rule.targetObjectType(), attribute, value, limit),
            candidate -> !dying.contains(candidate.id()),
            MvObject::attributes,
            MvObject::id);
    Optional<JoinResolver.Match<MvObject>> match = resolver.resolve(able, explanation);
    match.ifPresent(found -> requireFree(found.object(), subject, lookups));
    return match;
  }

  private static void requireFree(
      MvObject candidate, Contribution subject, InboundLookups lookups) {
    for (Contribution other : lookups.linked(candidate.id())) {
      if (other.connector().equals(subject.connector())
          && other.object().id() != subject.object().id()) {
        throw new SyncErrorException(
            ObjectErrorCode.MULTIPLE_CONNECTORS_SAME_CS.text(),
            "\""
                + subject.object().currentDn()
                + "\" would join the metaverse object "
                + candidate.id()
                + ", to which \""
                + other.object().currentDn()
                + "\" of the same connector is linked. Correct the join attribute of one of"
                + " them.",
            "");
      }
    }
  }

  private void recompute(
      long metaverseId,
      Contribution subject,
      RulesInScope inScope,
      boolean linked,
      InboundLookups lookups,
      List<MvChange> changes,
      List<Long> deletions) {
    List<MetaverseFlow.Source> sources = new ArrayList<>();
    for (Contribution other : lookups.linked(metaverseId)) {
      if (other.object().id() != subject.object().id()) {
        sources.add(new MetaverseFlow.Source(other, inScope(other), false));
      }
    }
    if (linked) {
      sources.add(new MetaverseFlow.Source(subject, inScope, false));
    }
    boolean alive = sources.stream().anyMatch(source -> source.inScope().keepsAlive());
    if (!alive) {
      deletions.add(metaverseId);
      return;
    }
    MvObject before = lookups.metaverse(metaverseId);
    MvObject after = flow.apply(before, sources);
    changes.add(new MvChange(after, !after.equals(before)));
  }
}
