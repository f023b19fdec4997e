package dev.landfall.engine.sync;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.DnKey;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.TemporaryDn;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.SyncRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/** Metaverse to one connector space, one object at a time: scope, join or provision, flow. */
public final class OutboundSynchronization {
  private final RuleSet rules;
  private final ConnectorId connector;
  private final FlowContext context;
  private final NoFlowReferences noFlowReferences;
  private final ExportFlow flow;
  private final Explanation explanation;
  private final Map<String, ScopeTable> scopes = new ConcurrentHashMap<>();

  /**
   * @param imported whether an attribute of an object type has been imported: a merge must know
   *     what is there before it adds to it
   * @param explanation told how each decision comes about
   */
  public OutboundSynchronization(
      RuleSet rules,
      ConnectorId connector,
      Schema schema,
      FlowContext context,
      NoFlowReferences noFlowReferences,
      BiPredicate<String, AttributeName> imported,
      Explanation explanation) {
    this.rules = rules;
    this.connector = connector;
    this.context = context;
    this.noFlowReferences = noFlowReferences;
    this.explanation = explanation;
    this.flow = new ExportFlow(schema, context, imported, explanation);
  }

  /**
   * @param linked the object of this connector that is linked to the metaverse object
   * @throws SyncErrorException if the object is in error; nothing of it may be changed then
   */
  public OutboundDecision decide(
      MvObject object, SourceView view, Optional<CsObject> linked, OutboundLookups lookups) {
    if (explanation.listening()) {
      explanation.outbound(object, connector);
    }
    OutboundDecision decision = decision(object, view, linked, lookups);
    if (explanation.listening()) {
      explanation.decided(object, connector, decision);
    }
    return decision;
  }

  private OutboundDecision decision(
      MvObject object, SourceView view, Optional<CsObject> linked, OutboundLookups lookups) {
    RulesInScope inScope =
        scopes.computeIfAbsent(object.objectType(), this::scope).of(view, explanation);
    if (linked.isPresent()) {
      return linked(object, linked.get(), inScope, view);
    }
    Optional<OutboundDecision> joined = join(object, view, inScope, lookups);
    if (joined.isPresent() || inScope.noFlow()) {
      return joined.orElseGet(OutboundDecision.Nothing::new);
    }
    return inScope.rules().stream()
        .filter(rule -> rule.rule().linkType() == LinkType.PROVISION)
        .findFirst()
        .map(rule -> provision(object, view, rule.rule(), inScope, lookups))
        .orElseGet(OutboundDecision.Nothing::new);
  }

  /**
   * The reference attributes of a linked object that rules in scope manage, each with where its
   * values come from: what {@link #decide} said about them, for when their targets are there. Tells
   * no explanation again.
   */
  public Map<AttributeName, Optional<ReferenceSource>> references(
      MvObject object, SourceView view, CsObject linked) {
    RulesInScope inScope =
        scopes.computeIfAbsent(object.objectType(), this::scope).of(view, Explanation.NONE);
    RulesInScope fitting = inScope.toType(linked.objectType());
    boolean managed =
        inScope.noFlow()
            ? noFlowReferences != NoFlowReferences.STRICT
            : !fitting.linking().isEmpty() && linked.deprovisionAt().isEmpty();
    return managed ? flow.references(linked, fitting, view, Explanation.NONE) : Map.of();
  }

  /**
   * What a shielded object gets once one of its references changes, in {@link
   * NoFlowReferences#LEGACY_ALL}: everything. Empty in the other modes, and without a shield.
   */
  public Optional<OutboundDecision.Flow> leaking(
      MvObject object, SourceView view, CsObject linked) {
    if (noFlowReferences != NoFlowReferences.LEGACY_ALL) {
      return Optional.empty();
    }
    RulesInScope inScope =
        scopes.computeIfAbsent(object.objectType(), this::scope).of(view, Explanation.NONE);
    return inScope.noFlow()
        ? Optional.of(flow.wanted(Optional.of(linked), inScope.toType(linked.objectType()), view))
        : Optional.empty();
  }

  /** What happens to a linked object whose metaverse object dies, or that no rule wants. */
  public OutboundDecision orphaned(CsObject object) {
    Link link = object.link().orElseThrow();
    if (!link.provisionHeld() || link.noFlowProtected()) {
      return new OutboundDecision.Disconnect(object);
    }
    Instant now = context.clock().instant();
    Instant due = object.deprovisionAt().orElseGet(() -> now.plus(expiry(object, link)));
    return now.isBefore(due)
        ? new OutboundDecision.Await(object, due)
        : new OutboundDecision.Deprovision(object);
  }

  /** Of the rule that made the link, or else of any rule that could have provisioned the object. */
  private Duration expiry(CsObject object, Link link) {
    return rules
        .byId(link.ruleId())
        .map(CompiledRule::rule)
        .filter(rule -> !rule.inbound())
        .map(SyncRule::softDeleteExpiry)
        .orElseGet(
            () ->
                rules.enabled().stream()
                    .map(CompiledRule::rule)
                    .filter(rule -> !rule.inbound() && rule.connector().equals(connector))
                    .filter(rule -> rule.linkType() == LinkType.PROVISION)
                    .filter(rule -> rule.targetObjectType().equalsIgnoreCase(object.objectType()))
                    .map(SyncRule::softDeleteExpiry)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO));
  }

  private ScopeTable scope(String objectType) {
    return new ScopeTable(rules.outbound(connector, objectType), context.parameters());
  }

  private OutboundDecision linked(
      MvObject source, CsObject object, RulesInScope inScope, SourceView view) {
    Link link = object.link().orElseThrow();
    if (object.explicitDisconnector()) {
      return new OutboundDecision.Disconnect(object);
    }
    RulesInScope fitting = inScope.toType(object.objectType());
    boolean provision = fitting.provisions();
    if (inScope.noFlow()) {
      Link shielded = link.with(link.provisionHeld() || provision, true);
      return noFlowReferences == NoFlowReferences.STRICT
          ? new OutboundDecision.Shield(object, shielded, false)
          : new OutboundDecision.Update(
              object,
              shielded,
              false,
              new OutboundDecision.Flow(
                  Map.of(),
                  flow.references(object, fitting, view, explanation),
                  Optional.empty(),
                  object.contributed()));
    }
    if (link.provisionHeld() && !provision) {
      if (SourceOfAuthority.leftCloud(source) && WritebackMark.on(object.expectedImage())) {
        return new OutboundDecision.Shield(object, link.with(true, true), false);
      }
      // A shield that ends together with the rule it shadowed is more likely a mistake than a wish
      // to delete: the object is let go, not deleted.
      return orphaned(object);
    }
    boolean held = !fitting.linking().isEmpty();
    if (!held && !link.inbound()) {
      return new OutboundDecision.Disconnect(object);
    }
    Link renewed = link.with(provision, false);
    return new OutboundDecision.Update(
        object,
        renewed,
        false,
        held
            ? flow.wanted(Optional.of(object), fitting, view)
            : OutboundDecision.Flow.nothing(object));
  }

  private Optional<OutboundDecision> join(
      MvObject object, SourceView view, RulesInScope inScope, OutboundLookups lookups) {
    JoinResolver<CsObject> resolver =
        JoinResolver.outbound(
            view,
            (rule, attribute, value, limit) ->
                lookups.disconnectors(rule.targetObjectType(), attribute, value, limit),
            CsObject::expectedImage,
            CsObject::id);
    return resolver
        .resolve(inScope.rules(), explanation)
        .map(
            match ->
                linkTo(object, match.object(), match.rule(), Link.Method.JOINED, inScope, view));
  }

  private OutboundDecision linkTo(
      MvObject object,
      CsObject found,
      SyncRule rule,
      Link.Method method,
      RulesInScope inScope,
      SourceView view) {
    RulesInScope fitting = inScope.toType(found.objectType());
    Link link =
        new Link(object.id(), rule.id(), false, method, fitting.provisions(), inScope.noFlow());
    if (inScope.noFlow()) {
      return new OutboundDecision.Shield(found, link, true);
    }
    return new OutboundDecision.Update(
        found, link, true, flow.wanted(Optional.of(found), fitting, view));
  }

  private OutboundDecision provision(
      MvObject object,
      SourceView view,
      SyncRule rule,
      RulesInScope inScope,
      OutboundLookups lookups) {
    RulesInScope fitting = inScope.toType(rule.targetObjectType());
    OutboundDecision.Flow wanted = flow.wanted(Optional.empty(), fitting, view);
    String dn =
        wanted
            .dn()
            .orElseThrow(
                () ->
                    new SyncErrorException(
                        ObjectErrorCode.PROVISION_DN_MISSING.text(),
                        "Rule \""
                            + rule.name()
                            + "\" provisions an object but no rule gives \"dn\".",
                        ""));
    Optional<CsObject> there =
        lookups
            .byDn(dn)
            .filter(found -> found.kind() != CsObject.Kind.PLACEHOLDER)
            .or(() -> lookups.byDn(TemporaryDn.ofReplaced(dn)))
            .filter(found -> !makesWay(found, rule.targetObjectType()));
    if (there.filter(CsObject::explicitDisconnector).isPresent()) {
      return new OutboundDecision.Nothing(); // an administrator keeps it apart
    }
    if (there.isEmpty()) {
      Link link = new Link(object.id(), rule.id(), false, Link.Method.PROVISIONED, true, false);
      return new OutboundDecision.Provision(dn, rule.targetObjectType(), link, wanted);
    }
    CsObject found = there.get();
    boolean stranger =
        WritebackMark.in(wanted.values())
            && !WritebackMark.same(found.expectedImage(), wanted.values());
    boolean otherType = !found.objectType().equalsIgnoreCase(rule.targetObjectType());
    if (found.link().isPresent() || otherType || stranger) {
      String why =
          found.link().isPresent()
              ? " that is linked elsewhere."
              : stranger
                  ? " without its mark in adminDescription; a stranger is never adopted. Rename it."
                  : ".";
      throw new SyncErrorException(
          ObjectErrorCode.PROVISION_DN_CONFLICT.text(),
          "\"" + dn + "\" is taken by a " + found.objectType() + why,
          "rule \"" + rule.name() + "\"");
    }
    return linkTo(object, found, rule, Link.Method.REVERSE_JOINED, inScope, view);
  }

  /** An object being deleted, unless the delete is not sent yet and can simply be dropped. */
  private static boolean makesWay(CsObject found, String objectType) {
    return found.deleting()
        && (!found.objectType().equalsIgnoreCase(objectType)
            || found.escrowed().operation() == PendingExport.Operation.DELETE
            || found.unconfirmed().operation() == PendingExport.Operation.DELETE);
  }

  /** Whether two DNs name the same place. */
  static boolean sameDn(String left, String right) {
    return left.equals(right) || DnKey.of(left).equals(DnKey.of(right));
  }
}
