package dev.landfall.engine.rule;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.scope.ScopeClause;
import dev.landfall.engine.rule.scope.ScopeOperator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes a rule in a few readable lines; for the standard rules and for tests. */
public final class RuleDraft {
  private final String id;
  private final String name;
  private final Direction direction;
  private final ConnectorId connector;
  private final String source;
  private final String target;
  private final LinkType linkType;
  private final int precedence;
  private String tag = "";
  private String description = "";
  private Duration softDeleteExpiry = Duration.ZERO;
  private final List<AttributeFlow> flows = new ArrayList<>();
  private final List<List<JoinCondition>> join = new ArrayList<>();
  private final List<List<ScopeClause>> scope = new ArrayList<>();

  private RuleDraft(
      String id,
      String name,
      Direction direction,
      ConnectorId connector,
      String source,
      String target,
      LinkType linkType,
      int precedence) {
    this.id = id;
    this.name = name;
    this.direction = direction;
    this.connector = connector;
    this.source = source;
    this.target = target;
    this.linkType = linkType;
    this.precedence = precedence;
  }

  public static RuleDraft inbound(
      String id,
      String name,
      ConnectorId connector,
      String csType,
      String mvType,
      LinkType linkType,
      int precedence) {
    return new RuleDraft(
        id, name, Direction.INBOUND, connector, csType, mvType, linkType, precedence);
  }

  public static RuleDraft outbound(
      String id,
      String name,
      ConnectorId connector,
      String mvType,
      String csType,
      LinkType linkType,
      int precedence) {
    return new RuleDraft(
        id, name, Direction.OUTBOUND, connector, mvType, csType, linkType, precedence);
  }

  public RuleDraft tag(String newTag) {
    tag = newTag;
    return this;
  }

  public RuleDraft description(String text) {
    description = text;
    return this;
  }

  /** Begins another scope group (OR). */
  public RuleDraft scope(String attribute, ScopeOperator operator, String value) {
    scope.add(new ArrayList<>());
    return and(attribute, operator, value);
  }

  /** Adds a clause to the last scope group (AND). */
  public RuleDraft and(String attribute, ScopeOperator operator, String value) {
    scope.get(scope.size() - 1).add(ScopeClause.of(attribute, operator, value));
    return this;
  }

  /** Adds a join group with one condition. */
  public RuleDraft join(String csAttribute, String mvAttribute) {
    join.add(List.of(JoinCondition.of(csAttribute, mvAttribute)));
    return this;
  }

  public RuleDraft joinCaseSensitive(String csAttribute, String mvAttribute) {
    join.add(
        List.of(
            new JoinCondition(AttributeName.of(csAttribute), AttributeName.of(mvAttribute), true)));
    return this;
  }

  /** Adds a join group that wants several pairs of attributes equal. */
  public RuleDraft joinOnAll(JoinCondition... conditions) {
    join.add(List.of(conditions));
    return this;
  }

  public RuleDraft softDeleteExpiry(Duration expiry) {
    softDeleteExpiry = expiry;
    return this;
  }

  public RuleDraft direct(String sourceAttribute, String targetAttribute) {
    return flow(AttributeFlow.direct(sourceAttribute, targetAttribute));
  }

  /** Direct flows between attributes of the same name. */
  public RuleDraft same(String... attributes) {
    for (String attribute : attributes) {
      direct(attribute, attribute);
    }
    return this;
  }

  public RuleDraft constant(String text, String targetAttribute) {
    return flow(AttributeFlow.constant(text, targetAttribute));
  }

  public RuleDraft computed(String expression, String targetAttribute) {
    return flow(AttributeFlow.computed(expression, targetAttribute));
  }

  public RuleDraft flow(AttributeFlow flow) {
    flows.add(flow);
    return this;
  }

  public SyncRule rule() {
    return new SyncRule(
        id,
        1,
        name,
        description,
        tag,
        direction,
        false,
        connector,
        source,
        target,
        linkType,
        precedence,
        SyncRule.NO_RULE,
        SyncRule.NO_RULE,
        softDeleteExpiry,
        false,
        flows,
        join,
        scope);
  }
}
