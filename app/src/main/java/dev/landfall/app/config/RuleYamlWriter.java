package dev.landfall.app.config;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.JoinCondition;
import dev.landfall.engine.rule.MergeType;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.Transformation;
import dev.landfall.engine.rule.scope.ScopeClause;
import dev.landfall.engine.schedule.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes rules in the YAML that {@link RuleYamlReader} reads; what is as usual is left out. */
public final class RuleYamlWriter {
  private RuleYamlWriter() {}

  public static String write(List<SyncRule> rules) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    return new Yaml(options)
        .dump(Map.of("rules", rules.stream().map(RuleYamlWriter::rule).toList()));
  }

  private static Map<String, Object> rule(SyncRule rule) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", rule.id());
    map.put("name", rule.name());
    unless(map, "version", rule.version(), 1);
    unless(map, "description", rule.description(), "");
    unless(map, "tag", rule.immutableTag(), "");
    map.put("direction", rule.direction().label());
    unless(map, "disabled", rule.disabled(), false);
    map.put(
        "connector",
        rule.connector().equals(ConnectorId.ENTRA) ? "entra" : rule.connector().value());
    map.put("sourceObjectType", rule.sourceObjectType());
    map.put("targetObjectType", rule.targetObjectType());
    map.put("linkType", rule.linkType().label());
    map.put("precedence", rule.precedence());
    unless(map, "precedenceAfter", rule.precedenceAfter(), SyncRule.NO_RULE);
    unless(map, "precedenceBefore", rule.precedenceBefore(), SyncRule.NO_RULE);
    if (!rule.softDeleteExpiry().isZero()) {
      map.put("softDeleteExpiry", Durations.timeSpan(rule.softDeleteExpiry()));
    }
    unless(map, "enablePasswordSync", rule.enablePasswordSync(), false);
    groups(map, "scope", rule.scope(), RuleYamlWriter::clause);
    groups(map, "join", rule.join(), RuleYamlWriter::join);
    if (!rule.flows().isEmpty()) {
      map.put("flows", rule.flows().stream().map(RuleYamlWriter::flow).toList());
    }
    return map;
  }

  private static void unless(Map<String, Object> map, String key, Object value, Object usual) {
    if (!value.equals(usual)) {
      map.put(key, value);
    }
  }

  private static <T> void groups(
      Map<String, Object> map,
      String key,
      List<List<T>> groups,
      Function<T, Map<String, Object>> entry) {
    List<Map<String, Object>> written = new ArrayList<>();
    groups.forEach(group -> written.add(Map.of("all", group.stream().map(entry).toList())));
    if (!written.isEmpty()) {
      map.put(key, written);
    }
  }

  private static Map<String, Object> clause(ScopeClause clause) {
    Map<String, Object> map = new LinkedHashMap<>();
    unless(map, "attribute", clause.attributeText(), "");
    map.put("operator", clause.operator().name());
    unless(map, "value", clause.value(), "");
    return map;
  }

  private static Map<String, Object> join(JoinCondition condition) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("csAttribute", condition.csAttribute().name());
    map.put("mvAttribute", condition.mvAttribute().name());
    unless(map, "caseSensitive", condition.caseSensitive(), false);
    return map;
  }

  private static Map<String, Object> flow(AttributeFlow flow) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("target", flow.target().name());
    if (flow.transformation() instanceof Transformation.Direct direct) {
      map.put("source", direct.source().name());
    } else if (flow.transformation() instanceof Transformation.Constant constant) {
      map.put("constant", constant.text());
    } else if (flow.transformation() instanceof Transformation.Computed computed) {
      map.put("expression", computed.expression());
      unless(
          map, "sources", computed.sources().stream().map(AttributeName::name).toList(), List.of());
    }
    unless(map, "merge", flow.mergeType().label(), MergeType.UPDATE.label());
    unless(map, "executeOnce", flow.executeOnce(), false);
    return map;
  }
}
