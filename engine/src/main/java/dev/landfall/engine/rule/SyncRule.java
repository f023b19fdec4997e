package dev.landfall.engine.rule;

import static java.util.Objects.requireNonNull;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.scope.ScopeClause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A synchronization rule: scope, join, link type and attribute flows, for one connector, one object
 * type on either side and one direction.
 *
 * @param id GUID in lower case without braces
 * @param sourceObjectType the connector-space type inbound, the metaverse type outbound
 * @param targetObjectType the other one; {@code *} inbound means any metaverse type
 * @param precedence the lower number wins; unique over all rules of the server
 * @param immutableTag set on out-of-box rules only
 * @param scope groups of clauses: any group, every clause in it; no group means everything
 * @param join groups of conditions, tried in order
 */
public record SyncRule(
    String id,
    int version,
    String name,
    String description,
    String immutableTag,
    Direction direction,
    boolean disabled,
    ConnectorId connector,
    String sourceObjectType,
    String targetObjectType,
    LinkType linkType,
    int precedence,
    String precedenceAfter,
    String precedenceBefore,
    Duration softDeleteExpiry,
    boolean enablePasswordSync,
    List<AttributeFlow> flows,
    List<List<JoinCondition>> join,
    List<List<ScopeClause>> scope) {

  /** The id that stands for "unset" in precedence-after and precedence-before. */
  public static final String NO_RULE = "00000000-0000-0000-0000-000000000000";

  public SyncRule {
    id = bareGuid(id);
    precedenceAfter = bareGuid(precedenceAfter);
    precedenceBefore = bareGuid(precedenceBefore);
    requireNonNull(connector, "connector");
    flows = List.copyOf(flows);
    join = join.stream().map(List::copyOf).toList();
    scope = scope.stream().map(List::copyOf).toList();
  }

  private static String bareGuid(String guid) {
    String lower = guid.toLowerCase(Locale.ROOT);
    return lower.startsWith("{") && lower.endsWith("}")
        ? lower.substring(1, lower.length() - 1)
        : lower;
  }

  public boolean inbound() {
    return direction == Direction.INBOUND;
  }

  /** Whether the rule came with the product. */
  public boolean outOfBox() {
    return immutableTag.startsWith("Microsoft.") || immutableTag.startsWith("Landfall.");
  }

  /** Whether the rule can make or hold a link, rather than only contribute flows. */
  public boolean linking() {
    return !join.isEmpty() || linkType == LinkType.PROVISION;
  }

  /** The object type in the connector space. */
  public String csObjectType() {
    return inbound() ? sourceObjectType : targetObjectType;
  }

  /** The object type in the metaverse. */
  public String mvObjectType() {
    return inbound() ? targetObjectType : sourceObjectType;
  }

  /** Attributes of the connector space this rule compares in its join criteria. */
  public Set<AttributeName> joinCsAttributes() {
    Set<AttributeName> names = new TreeSet<>();
    join.forEach(group -> group.forEach(condition -> names.add(condition.csAttribute())));
    return names;
  }

  /** Attributes of the metaverse this rule compares in its join criteria. */
  public Set<AttributeName> joinMvAttributes() {
    Set<AttributeName> names = new TreeSet<>();
    join.forEach(group -> group.forEach(condition -> names.add(condition.mvAttribute())));
    return names;
  }

  public SyncRule withDisabled(boolean newDisabled) {
    return copy(id, immutableTag, newDisabled, precedence, precedenceAfter, precedenceBefore);
  }

  /** The rule at a number of its own: beside which rule it was to stand matters no longer. */
  public SyncRule withPrecedence(int newPrecedence) {
    return copy(id, immutableTag, disabled, newPrecedence, NO_RULE, NO_RULE);
  }

  /** A custom rule with the same content: own id, empty tag, enabled. */
  public SyncRule customCopy(String newId, int newPrecedence) {
    return copy(newId, "", false, newPrecedence, NO_RULE, NO_RULE);
  }

  /** The rule with other flows, join groups and scope groups. */
  public SyncRule withContent(
      List<AttributeFlow> newFlows,
      List<List<JoinCondition>> newJoin,
      List<List<ScopeClause>> newScope) {
    return new SyncRule(
        id,
        version,
        name,
        description,
        immutableTag,
        direction,
        disabled,
        connector,
        sourceObjectType,
        targetObjectType,
        linkType,
        precedence,
        precedenceAfter,
        precedenceBefore,
        softDeleteExpiry,
        enablePasswordSync,
        newFlows,
        newJoin,
        newScope);
  }

  /** The id of a rule whose file gives none: the same name and connector give the same id. */
  public static String derivedId(String name, ConnectorId connector) {
    return UUID.nameUUIDFromBytes((name + "/" + connector).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  /** Whether the rule wants a place beside another one instead of a number of its own. */
  public boolean wantsPlace() {
    return precedence == 0
        && !(precedenceAfter.equals(NO_RULE) && precedenceBefore.equals(NO_RULE));
  }

  private SyncRule copy(
      String newId,
      String newTag,
      boolean newDisabled,
      int newPrecedence,
      String newAfter,
      String newBefore) {
    return new SyncRule(
        newId,
        version,
        name,
        description,
        newTag,
        direction,
        newDisabled,
        connector,
        sourceObjectType,
        targetObjectType,
        linkType,
        newPrecedence,
        newAfter,
        newBefore,
        softDeleteExpiry,
        enablePasswordSync,
        flows,
        join,
        scope);
  }
}
