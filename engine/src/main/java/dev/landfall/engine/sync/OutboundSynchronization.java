package dev.landfall.engine.sync;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.DnKey;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.MvObject;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.SyncRule;
import java.util.List;
import java.util.Optional;

/** Metaverse to one connector space, one object at a time: scope, join or provision, flow. */
public final class OutboundSynchronization {
  private final RuleSet rules;
  private final ConnectorId connector;
  private final FlowContext context;
  private final NoFlowReferences noFlowReferences;
  private final ExportFlow flow;

  public OutboundSynchronization(
      RuleSet rules,
      ConnectorId connector,
      Schema schema,
      FlowContext context,
      NoFlowReferences noFlowReferences) {
    this.rules = rules;
    this.connector = connector;
    this.context = context;
    this.noFlowReferences = noFlowReferences;
    this.flow = new ExportFlow(schema, context);
  }

  /**
   * @param linked the object of this connector that is linked to the metaverse object
   * @throws SyncErrorException if the object is in error; nothing of it may be changed then
   */
  public OutboundDecision decide(
      MvObject object, SourceView view, Optional<CsObject> linked, OutboundLookups lookups) {
    List<CompiledRule> inScope =
        rules.outbound(connector, object.objectType()).stream()
            .filter(rule -> ScopeEvaluator.inScope(rule.rule(), view, context.parameters()))
            .toList();
    boolean noFlow =
        inScope.stream().anyMatch(rule -> rule.rule().linkType() == LinkType.JOIN_NO_FLOW);
    if (linked.isPresent()) {
      return linked(linked.get(), inScope, noFlow, view);
    }
    Optional<OutboundDecision> joined = join(object, view, inScope, noFlow, lookups);
    if (joined.isPresent() || noFlow) {
      return joined.orElseGet(OutboundDecision.Nothing::new);
    }
    return inScope.stream()
        .filter(rule -> rule.rule().linkType() == LinkType.PROVISION)
        .findFirst()
        .map(rule -> provision(object, view, rule.rule(), inScope, lookups))
        .orElseGet(OutboundDecision.Nothing::new);
  }

  /** What happens to a linked object whose metaverse object dies. */
  public static OutboundDecision orphaned(CsObject object) {
    Link link = object.link().orElseThrow();
    return link.provisionHeld() && !link.noFlowProtected()
        ? new OutboundDecision.Deprovision(object)
        : new OutboundDecision.Disconnect(object);
  }

  private OutboundDecision linked(
      CsObject object, List<CompiledRule> inScope, boolean noFlow, SourceView view) {
    Link link = object.link().orElseThrow();
    List<CompiledRule> fitting = ofType(inScope, object.objectType());
    boolean provision =
        fitting.stream().anyMatch(rule -> rule.rule().linkType() == LinkType.PROVISION);
    if (noFlow) {
      Link shielded = link.with(link.provisionHeld() || provision, true);
      return noFlowReferences == NoFlowReferences.STRICT
          ? new OutboundDecision.Shield(object, shielded, false)
          : new OutboundDecision.Update(
              object, shielded, false, flow.references(object, fitting, view));
    }
    if (link.provisionHeld() && !provision) {
      // A shield that ends together with the rule it shadowed is more likely a mistake than a wish
      // to delete: the object is let go, not deleted.
      return orphaned(object);
    }
    boolean held = fitting.stream().anyMatch(rule -> rule.rule().linking());
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
      MvObject object,
      SourceView view,
      List<CompiledRule> inScope,
      boolean noFlow,
      OutboundLookups lookups) {
    JoinResolver<CsObject> resolver =
        JoinResolver.outbound(
            view,
            (rule, attribute, value) ->
                lookups.disconnectors(rule.targetObjectType(), attribute, value),
            CsObject::expectedImage,
            CsObject::id);
    return resolver
        .resolve(inScope)
        .map(
            match ->
                linkTo(
                    object,
                    match.object(),
                    match.rule(),
                    Link.Method.JOINED,
                    inScope,
                    noFlow,
                    view));
  }

  private OutboundDecision linkTo(
      MvObject object,
      CsObject found,
      SyncRule rule,
      Link.Method method,
      List<CompiledRule> inScope,
      boolean noFlow,
      SourceView view) {
    List<CompiledRule> fitting = ofType(inScope, found.objectType());
    boolean provision =
        fitting.stream().anyMatch(one -> one.rule().linkType() == LinkType.PROVISION);
    Link link = new Link(object.id(), rule.id(), false, method, provision, noFlow);
    if (noFlow) {
      return new OutboundDecision.Shield(found, link, true);
    }
    return new OutboundDecision.Update(
        found, link, true, flow.wanted(Optional.of(found), fitting, view));
  }

  private OutboundDecision provision(
      MvObject object,
      SourceView view,
      SyncRule rule,
      List<CompiledRule> inScope,
      OutboundLookups lookups) {
    List<CompiledRule> fitting = ofType(inScope, rule.targetObjectType());
    OutboundDecision.Flow wanted = flow.wanted(Optional.empty(), fitting, view);
    String dn =
        wanted
            .dn()
            .orElseThrow(
                () ->
                    new SyncErrorException(
                        "provision-dn-missing",
                        "Rule \""
                            + rule.name()
                            + "\" provisions an object but no rule gives \"dn\".",
                        ""));
    Optional<CsObject> there =
        lookups.byDn(dn).filter(found -> found.kind() != CsObject.Kind.PLACEHOLDER);
    if (there.isEmpty()) {
      Link link = new Link(object.id(), rule.id(), false, Link.Method.PROVISIONED, true, false);
      return new OutboundDecision.Provision(dn, rule.targetObjectType(), link, wanted);
    }
    CsObject found = there.get();
    if (found.link().isPresent() || !found.objectType().equalsIgnoreCase(rule.targetObjectType())) {
      throw new SyncErrorException(
          "provision-dn-conflict",
          "\""
              + dn
              + "\" is taken by a "
              + found.objectType()
              + (found.link().isPresent() ? " that is linked elsewhere." : "."),
          "rule \"" + rule.name() + "\"");
    }
    return linkTo(object, found, rule, Link.Method.REVERSE_JOINED, inScope, false, view);
  }

  private static List<CompiledRule> ofType(List<CompiledRule> rules, String objectType) {
    return rules.stream()
        .filter(rule -> rule.rule().targetObjectType().equalsIgnoreCase(objectType))
        .toList();
  }

  /** Whether two DNs name the same place. */
  static boolean sameDn(String left, String right) {
    return left.equals(right) || DnKey.of(left).equals(DnKey.of(right));
  }
}
