package dev.landfall.engine.sync;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.Transformation;
import dev.landfall.expression.Compilation;
import dev.landfall.expression.Dialect;
import dev.landfall.expression.Expression;
import dev.landfall.expression.ExpressionProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All rules of a server, compiled and sorted by precedence. A disabled rule contributes nothing,
 * and an enabled rule with an expression that does not compile is a problem and is left out as a
 * whole.
 */
public final class RuleSet {
  private static final AttributeName DN = AttributeName.of("dn");

  /** Scope filters ask for membership in objects of this type. */
  private static final String GROUP = "group";

  private static final AttributeName MEMBER = AttributeName.of("member");

  private final List<SyncRule> all;
  private final List<CompiledRule> enabled;
  private final List<ConfigurationProblem> problems;
  private final Map<String, List<CompiledRule>> inbound = new HashMap<>();
  private final Map<String, List<CompiledRule>> outbound = new HashMap<>();
  private final Map<String, CompiledRule> byId = new HashMap<>();

  private RuleSet(
      List<SyncRule> all, List<CompiledRule> enabled, List<ConfigurationProblem> problems) {
    this.all = all;
    this.enabled = enabled;
    this.problems = problems;
    for (CompiledRule rule : enabled) {
      byId.put(rule.rule().id(), rule);
      Map<String, List<CompiledRule>> side = rule.rule().inbound() ? inbound : outbound;
      side.computeIfAbsent(
              key(rule.rule().connector(), rule.rule().sourceObjectType()),
              fresh -> new ArrayList<>())
          .add(rule);
    }
  }

  public static RuleSet of(List<SyncRule> rules) {
    List<SyncRule> sorted =
        rules.stream().sorted(Comparator.comparingInt(SyncRule::precedence)).toList();
    List<ConfigurationProblem> problems = new ArrayList<>();
    Map<String, Compilation> compiled = new HashMap<>();
    List<CompiledRule> enabled = new ArrayList<>();
    for (SyncRule rule : sorted) {
      if (!rule.disabled()) {
        compile(rule, compiled, problems).ifPresent(enabled::add);
      }
    }
    return new RuleSet(sorted, List.copyOf(enabled), List.copyOf(problems));
  }

  private static Optional<CompiledRule> compile(
      SyncRule rule, Map<String, Compilation> compiled, List<ConfigurationProblem> problems) {
    List<CompiledFlow> flows = new ArrayList<>();
    boolean sound = true;
    for (AttributeFlow flow : rule.flows()) {
      Optional<Expression> expression = Optional.empty();
      if (flow.transformation() instanceof Transformation.Computed computed) {
        Compilation compilation =
            compiled.computeIfAbsent(
                computed.expression(), text -> Expression.compile(Dialect.CONNECT, text));
        expression = compilation.expression();
        if (expression.isEmpty()) {
          sound = false;
          for (ExpressionProblem problem : compilation.problems()) {
            problems.add(
                ConfigurationProblem.error(
                    problem.code(),
                    "rule \"" + rule.name() + "\"",
                    0,
                    flow.target().name(),
                    problem.message()
                        + (problem.hint().isEmpty() ? "" : " " + problem.hint())
                        + "\n"
                        + problem.caret(computed.expression())));
          }
        }
      }
      flows.add(
          new CompiledFlow(
              rule,
              flow,
              expression,
              expression.stream()
                  .flatMap(found -> found.attributes().stream())
                  .map(AttributeName::of)
                  .toList()));
    }
    return sound ? Optional.of(new CompiledRule(rule, flows)) : Optional.empty();
  }

  private static String key(ConnectorId connector, String objectType) {
    return connector + "/" + objectType.toLowerCase(Locale.ROOT);
  }

  /** Every rule, disabled ones included, by precedence. */
  public List<SyncRule> all() {
    return all;
  }

  public List<CompiledRule> enabled() {
    return enabled;
  }

  public List<ConfigurationProblem> problems() {
    return problems;
  }

  public Optional<CompiledRule> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Enabled inbound rules of a connector for a connector-space type. */
  public List<CompiledRule> inbound(ConnectorId connector, String csObjectType) {
    return inbound.getOrDefault(key(connector, csObjectType), List.of());
  }

  /** Enabled outbound rules of a connector for a metaverse type. */
  public List<CompiledRule> outbound(ConnectorId connector, String mvObjectType) {
    return outbound.getOrDefault(key(connector, mvObjectType), List.of());
  }

  /** Connector-space attributes that join criteria search in this connector: outbound joins. */
  public Set<AttributeName> searchedCsAttributes(ConnectorId connector) {
    Set<AttributeName> names = new TreeSet<>();
    for (CompiledRule rule : enabled) {
      if (!rule.rule().inbound() && rule.rule().connector().equals(connector)) {
        names.addAll(rule.rule().joinCsAttributes());
      }
    }
    return names;
  }

  /** Metaverse attributes that join criteria search: inbound joins. */
  public Set<AttributeName> searchedMvAttributes() {
    Set<AttributeName> names = new TreeSet<>();
    for (CompiledRule rule : enabled) {
      if (rule.rule().inbound()) {
        names.addAll(rule.rule().joinMvAttributes());
      }
    }
    return names;
  }

  /**
   * What a connector has to import: every object type with the attributes that any enabled rule
   * reads, writes or compares.
   */
  public Map<String, Set<AttributeName>> selection(ConnectorId connector) {
    Map<String, Set<AttributeName>> selection = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (CompiledRule compiled : enabled) {
      SyncRule rule = compiled.rule();
      if (!rule.connector().equals(connector)) {
        continue;
      }
      Set<AttributeName> names =
          selection.computeIfAbsent(rule.csObjectType(), fresh -> new TreeSet<>());
      names.addAll(rule.joinCsAttributes());
      if (rule.inbound()) {
        rule.scope().forEach(group -> group.forEach(clause -> names.add(clause.attribute())));
        if (asksMembership(rule)) {
          selection.computeIfAbsent(GROUP, fresh -> new TreeSet<>()).add(MEMBER);
        }
        compiled.flows().forEach(flow -> addSources(flow, names));
      } else {
        compiled.flows().forEach(flow -> names.add(flow.target()));
      }
      names.remove(DN);
    }
    return selection;
  }

  private static boolean asksMembership(SyncRule rule) {
    return rule.scope().stream()
        .flatMap(List::stream)
        .anyMatch(clause -> clause.operator().asksMembership());
  }

  private static void addSources(CompiledFlow flow, Set<AttributeName> names) {
    names.addAll(flow.sources());
    if (flow.flow().transformation() instanceof Transformation.Direct direct) {
      names.add(direct.source());
    }
  }
}
