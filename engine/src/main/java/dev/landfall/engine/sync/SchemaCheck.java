package dev.landfall.engine.sync;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.NearestName;
import dev.landfall.core.schema.ObjectClass;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.Transformation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the attributes and object types of rules are in the schemas, as far as these are known.
 */
final class SchemaCheck {
  private static final AttributeName DN = AttributeName.of("dn");
  private static final String ANY_TYPE = "*";

  private final Map<ConnectorId, Schema> systems;
  private final Schema metaverse;
  private final List<ConfigurationProblem> problems;

  SchemaCheck(
      Map<ConnectorId, Schema> systems, Schema metaverse, List<ConfigurationProblem> problems) {
    this.systems = systems;
    this.metaverse = metaverse;
    this.problems = problems;
  }

  void rule(SyncRule rule) {
    Optional<Schema> system = Optional.ofNullable(systems.get(rule.connector()));
    Side connectorSpace =
        new Side(rule, "the connector", type(rule, system, rule.csObjectType(), "connector"));
    Side mv =
        new Side(
            rule,
            "the metaverse",
            type(rule, Optional.of(metaverse), rule.mvObjectType(), "metaverse"));
    Side source = rule.inbound() ? connectorSpace : mv;
    Side target = rule.inbound() ? mv : connectorSpace;
    rule.scope().stream()
        .flatMap(List::stream)
        .forEach(clause -> source.check("scope", clause.attribute()));
    rule.join().stream()
        .flatMap(List::stream)
        .forEach(
            condition -> {
              connectorSpace.check("join", condition.csAttribute());
              mv.check("join", condition.mvAttribute());
            });
    RuleSet.of(List.of(rule)).enabled().stream()
        .flatMap(compiled -> compiled.flows().stream())
        .forEach(
            flow -> {
              target.check("flow", flow.flow().target());
              flow.sources().forEach(name -> source.check("flow", name));
              if (flow.flow().transformation() instanceof Transformation.Direct direct) {
                source.check("flow", direct.source());
              }
            });
  }

  private Optional<ObjectClass> type(
      SyncRule rule, Optional<Schema> schema, String type, String where) {
    Optional<ObjectClass> found = schema.flatMap(known -> known.objectClass(type));
    if (schema.isPresent() && found.isEmpty() && !type.equals(ANY_TYPE)) {
      problems.add(
          RuleCheck.warning(
              rule,
              "UNKNOWN_OBJECT_TYPE",
              "object type",
              "Object type \""
                  + type
                  + "\" is not in the schema of the "
                  + where
                  + ". "
                  + NearestName.hint(type, schema.get().classes().keySet())));
    }
    return found;
  }

  /** One side of a rule, where every unknown attribute is told once. */
  private final class Side {
    private final SyncRule rule;
    private final String where;
    private final Optional<ObjectClass> type;
    private final Set<AttributeName> told = new HashSet<>();

    Side(SyncRule rule, String where, Optional<ObjectClass> type) {
      this.rule = rule;
      this.where = where;
      this.type = type;
    }

    void check(String field, AttributeName attribute) {
      boolean unknown =
          type.isPresent() && !attribute.equals(DN) && type.get().attribute(attribute).isEmpty();
      if (unknown && told.add(attribute)) {
        String hint =
            NearestName.of(
                    attribute.name(),
                    type.get().attributes().keySet().stream().map(AttributeName::name).toList())
                .map(near -> " Did you mean \"" + near + "\"?")
                .orElse("");
        problems.add(
            RuleCheck.warning(
                rule,
                "UNKNOWN_ATTRIBUTE",
                field,
                "Attribute \""
                    + attribute
                    + "\" of \""
                    + type.get().name()
                    + "\" is not in the schema of "
                    + where
                    + "."
                    + hint));
      }
    }
  }
}
