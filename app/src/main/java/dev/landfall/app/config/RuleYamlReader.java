package dev.landfall.app.config;

import static java.util.Objects.requireNonNull;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.NearestName;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.Direction;
import dev.landfall.engine.rule.JoinCondition;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.MergeType;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.Transformation;
import dev.landfall.engine.rule.scope.ScopeClause;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.schedule.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads rules in our own YAML (docs/manual.md describes it): {@code rules:} with a list, each rule
 * with the fields of the Rules Editor. Everything wrong is reported with file, line and key.
 */
public final class RuleYamlReader {
  private final String file;
  private final Function<String, ConnectorId> connectors;
  private final List<ConfigurationProblem> problems;

  private RuleYamlReader(
      String file, Function<String, ConnectorId> connectors, List<ConfigurationProblem> problems) {
    this.file = file;
    this.connectors = connectors;
    this.problems = problems;
  }

  /**
   * @param connectors finds a connector's id by the name of its forest; {@code entra} and GUIDs are
   *     understood without it
   */
  public static List<SyncRule> read(
      Path file, Function<String, ConnectorId> connectors, List<ConfigurationProblem> problems) {
    return new RuleYamlReader(file.toString(), connectors, problems).rules(file);
  }

  /** The JSON Schema of this YAML, as text. */
  public static String schema() {
    try (InputStream in = RuleYamlReader.class.getResourceAsStream("rules.schema.json")) {
      return new String(
          requireNonNull(in, "rules.schema.json").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private List<SyncRule> rules(Path path) {
    int before = problems.size();
    List<SyncRule> rules = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(path)) {
      Node node = new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
      if (node != null) {
        YamlMap.of(file, "", node, problems)
            .ifPresent(
                root -> {
                  root.maps("rules").forEach(map -> rules.add(rule(map)));
                  root.requireNoOther();
                });
      }
      if (rules.isEmpty() && problems.size() == before) {
        problems.add(
            ConfigurationProblem.error(
                "EMPTY", file, 1, "rules", "The file holds no list \"rules\"."));
      }
    } catch (MarkedYAMLException malformed) {
      int line = malformed.getProblemMark() == null ? 0 : malformed.getProblemMark().getLine() + 1;
      problems.add(
          ConfigurationProblem.error(
              "YAML_MALFORMED",
              file,
              line,
              "",
              "The file is not well-formed YAML: " + malformed.getProblem() + "."));
    } catch (IOException unreadable) {
      problems.add(
          ConfigurationProblem.error(
              "FILE_UNREADABLE", file, 0, "", "The file does not exist or cannot be read."));
    }
    return problems.size() == before ? rules : List.of();
  }

  private SyncRule rule(YamlMap map) {
    String name = map.required("name");
    ConnectorId connector = connector(map.required("connector"));
    SyncRule rule =
        new SyncRule(
            map.text("id").orElseGet(() -> SyncRule.derivedId(name, connector)),
            map.has("version") ? number(map, "version") : 1,
            name,
            map.literal("description").orElse(""),
            map.text("tag").orElse(""),
            oneOf(map, "direction", Direction.values(), Direction::label, Direction.INBOUND),
            map.bool("disabled", false),
            connector,
            map.required("sourceObjectType"),
            map.required("targetObjectType"),
            oneOf(map, "linkType", LinkType.values(), LinkType::label, LinkType.JOIN),
            number(map, "precedence"),
            map.text("precedenceAfter").orElse(SyncRule.NO_RULE),
            map.text("precedenceBefore").orElse(SyncRule.NO_RULE),
            duration(map, "softDeleteExpiry"),
            map.bool("enablePasswordSync", false),
            map.maps("flows").stream().flatMap(flow -> flow(flow).stream()).toList(),
            groups(map, "join", this::join),
            groups(map, "scope", this::clause));
    map.requireNoOther();
    return rule;
  }

  private ConnectorId connector(String text) {
    if (text.equalsIgnoreCase("entra")) {
      return ConnectorId.ENTRA;
    }
    return text.matches("\\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}}?")
        ? new ConnectorId(text)
        : connectors.apply(text);
  }

  /** Groups are OR-ed; the entries of {@code all} in a group are AND-ed. */
  private static <T> List<List<T>> groups(
      YamlMap map, String key, Function<YamlMap, Optional<T>> entry) {
    List<List<T>> groups = new ArrayList<>();
    for (YamlMap group : map.maps(key)) {
      groups.add(group.maps("all").stream().flatMap(one -> entry.apply(one).stream()).toList());
      group.requireNoOther();
    }
    return groups;
  }

  private Optional<ScopeClause> clause(YamlMap map) {
    String text = map.required("operator");
    Optional<ScopeOperator> operator = ScopeOperator.parse(text);
    if (operator.isEmpty() && !text.isEmpty()) {
      map.problem(
          "operator",
          "VALUE",
          "\""
              + text
              + "\" is no scope operator. "
              + NearestName.hint(text, ScopeOperator.names()));
    }
    boolean membership = operator.map(ScopeOperator::asksMembership).orElse(false);
    String attribute = membership ? map.text("attribute").orElse("") : map.required("attribute");
    String value = map.literal("value").orElse("");
    map.requireNoOther();
    return attribute.isEmpty() && !membership
        ? Optional.empty()
        : operator.map(found -> ScopeClause.of(attribute, found, value));
  }

  private Optional<JoinCondition> join(YamlMap map) {
    String cs = map.required("csAttribute");
    String mv = map.required("mvAttribute");
    boolean caseSensitive = map.bool("caseSensitive", false);
    map.requireNoOther();
    return cs.isEmpty() || mv.isEmpty()
        ? Optional.empty()
        : Optional.of(new JoinCondition(AttributeName.of(cs), AttributeName.of(mv), caseSensitive));
  }

  private Optional<AttributeFlow> flow(YamlMap map) {
    String target = map.required("target");
    List<Transformation> given = new ArrayList<>();
    List<AttributeName> sources =
        map.texts("sources").stream()
            .filter(name -> !name.isBlank())
            .map(AttributeName::of)
            .toList();
    map.text("source")
        .ifPresent(name -> given.add(new Transformation.Direct(AttributeName.of(name))));
    map.literal("constant").ifPresent(text -> given.add(new Transformation.Constant(text)));
    map.text("expression").ifPresent(text -> given.add(new Transformation.Computed(text, sources)));
    if (given.size() != 1) {
      map.problem(
          "target", "FLOW", "Give exactly one of \"source\", \"constant\" and \"expression\".");
    }
    MergeType merge =
        map.has("merge")
            ? oneOf(map, "merge", MergeType.values(), MergeType::label, MergeType.UPDATE)
            : MergeType.UPDATE;
    boolean once = map.bool("executeOnce", false);
    map.requireNoOther();
    return target.isEmpty() || given.size() != 1
        ? Optional.empty()
        : Optional.of(new AttributeFlow(AttributeName.of(target), given.get(0), merge, once));
  }

  private static Duration duration(YamlMap map, String key) {
    Optional<String> text = map.text(key);
    Optional<Duration> parsed = text.flatMap(Durations::parse);
    if (text.isPresent() && parsed.isEmpty()) {
      map.problem(key, "TYPE", "\"" + text.get() + "\" is not of the form d.HH:mm:ss.");
    }
    return parsed.orElse(Duration.ZERO);
  }

  private static int number(YamlMap map, String key) {
    String text = map.required(key);
    try {
      return text.isEmpty() ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      map.problem(key, "TYPE", "\"" + text + "\" is not a whole number.");
      return 0;
    }
  }

  private static <T> T oneOf(
      YamlMap map, String key, T[] all, Function<T, String> label, T otherwise) {
    String text = map.required(key);
    for (T candidate : all) {
      if (label.apply(candidate).equalsIgnoreCase(text)) {
        return candidate;
      }
    }
    if (!text.isEmpty()) {
      map.problem(
          key,
          "VALUE",
          "\""
              + text
              + "\" does not fit. "
              + NearestName.hint(text, Arrays.stream(all).map(label).toList()));
    }
    return otherwise;
  }
}
