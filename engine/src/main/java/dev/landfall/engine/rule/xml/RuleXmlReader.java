package dev.landfall.engine.rule.xml;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one rule file of an Entra Connect export ({@code synchronizationRule}). Everything wrong in
 * the file is reported at once; a rule with an error is not returned.
 */
public final class RuleXmlReader {
  private static final Pattern INTERVAL = Pattern.compile("(?:(\\d+)\\.)?(\\d+):(\\d\\d):(\\d\\d)");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,9}");

  private final String file;
  private final List<ConfigurationProblem> problems;
  private boolean failed;

  private RuleXmlReader(String file, List<ConfigurationProblem> problems) {
    this.file = file;
    this.problems = problems;
  }

  public static Optional<SyncRule> read(Path file, List<ConfigurationProblem> problems) {
    return XmlReader.read(file, problems)
        .flatMap(root -> new RuleXmlReader(file.toString(), problems).rule(root));
  }

  /** Reads a rule from the text of such a file. */
  public static Optional<SyncRule> parse(
      String xml, String source, List<ConfigurationProblem> problems) {
    return XmlReader.parse(xml, source, problems)
        .flatMap(root -> new RuleXmlReader(source, problems).rule(root));
  }

  private Optional<SyncRule> rule(XmlElement root) {
    if (!root.name().equals("synchronizationRule")) {
      error(root, root.name(), "Expected a rule file with root element \"synchronizationRule\".");
      return Optional.empty();
    }
    SyncRule rule =
        new SyncRule(
            required(root, "id"),
            number(root, "version", 1),
            required(root, "name"),
            root.childText("description"),
            root.childText("immutable-tag"),
            oneOf(root, "direction", Direction.values(), Direction::label, Direction.INBOUND),
            bool(root.childText("disabled")),
            new ConnectorId(required(root, "connector")),
            required(root, "sourceObjectType"),
            required(root, "targetObjectType"),
            oneOf(root, "linkType", LinkType.values(), LinkType::label, LinkType.JOIN),
            number(root, "precedence", 0),
            orUnset(root.childText("precedence-after")),
            orUnset(root.childText("precedence-before")),
            interval(root),
            bool(root.childText("EnablePasswordSync")),
            root.child("attribute-mappings").map(this::flows).orElse(List.of()),
            root.child("relationshipCriteria").map(this::join).orElse(List.of()),
            root.child("synchronizationCriteria").map(this::scope).orElse(List.of()));
    return failed ? Optional.empty() : Optional.of(rule);
  }

  private List<AttributeFlow> flows(XmlElement mappings) {
    List<AttributeFlow> flows = new ArrayList<>();
    for (XmlElement mapping : mappings.children("mapping")) {
      String target = required(mapping, "dest");
      if (target.isEmpty()) {
        continue;
      }
      flows.add(
          new AttributeFlow(
              AttributeName.of(target),
              transformation(mapping),
              oneOf(
                  mapping,
                  "valueMergeType",
                  MergeType.values(),
                  MergeType::label,
                  MergeType.UPDATE),
              mapping.attribute("execute-once").map(RuleXmlReader::bool).orElse(false)));
    }
    return flows;
  }

  private Transformation transformation(XmlElement mapping) {
    Optional<XmlElement> source = mapping.child("src");
    List<AttributeName> attributes = new ArrayList<>();
    for (XmlElement attr : source.map(src -> src.children("attr")).orElse(List.of())) {
      if (attr.text().isBlank()) {
        error(attr, "attr", "The name of the source attribute is missing.");
      } else {
        attributes.add(AttributeName.of(attr.text().strip()));
      }
    }
    Optional<XmlElement> expression = mapping.child("expression");
    if (expression.isPresent()) {
      return new Transformation.Computed(expression.get().text(), attributes);
    }
    if (attributes.size() == 1) {
      return new Transformation.Direct(attributes.get(0));
    }
    if (attributes.isEmpty() && source.isPresent()) {
      return new Transformation.Constant(source.get().text());
    }
    error(
        mapping,
        "mapping",
        "The mapping to \""
            + mapping.childText("dest")
            + "\" is neither direct (one source attribute), constant (source text) nor an"
            + " expression.");
    return new Transformation.Constant("");
  }

  private List<List<JoinCondition>> join(XmlElement criteria) {
    List<List<JoinCondition>> groups = new ArrayList<>();
    for (XmlElement conditions : criteria.children("conditions")) {
      List<JoinCondition> group = new ArrayList<>();
      for (XmlElement condition : conditions.children("condition")) {
        String cs = required(condition, "csAttribute");
        String mv = required(condition, "ilmAttribute");
        if (!cs.isEmpty() && !mv.isEmpty()) {
          group.add(
              new JoinCondition(
                  AttributeName.of(cs),
                  AttributeName.of(mv),
                  bool(condition.childText("caseSensitive"))));
        }
      }
      groups.add(group);
    }
    return groups;
  }

  private List<List<ScopeClause>> scope(XmlElement criteria) {
    List<List<ScopeClause>> groups = new ArrayList<>();
    for (XmlElement conditions : criteria.children("conditions")) {
      List<ScopeClause> group = new ArrayList<>();
      for (XmlElement clause : conditions.children("scope")) {
        Optional<ScopeOperator> operator = ScopeOperator.parse(clause.childText("csOperator"));
        boolean membership = operator.map(ScopeOperator::asksMembership).orElse(false);
        String attribute = membership ? "" : required(clause, "csAttribute");
        if (operator.isEmpty()) {
          error(
              clause,
              "csOperator",
              "\""
                  + clause.childText("csOperator")
                  + "\" is not a scope operator. "
                  + NearestName.hint(clause.childText("csOperator"), ScopeOperator.names()));
        } else if (membership || !attribute.isEmpty()) {
          group.add(ScopeClause.of(attribute, operator.get(), clause.childText("csValue")));
        }
      }
      groups.add(group);
    }
    return groups;
  }

  private String required(XmlElement parent, String name) {
    String text = parent.childText(name).strip();
    if (text.isEmpty()) {
      error(parent, name, "The element is missing or empty.");
    }
    return text;
  }

  private int number(XmlElement parent, String name, int otherwise) {
    String text = parent.childText(name).strip();
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!WHOLE_NUMBER.matcher(text).matches()) {
      error(parent, name, "\"" + text + "\" is not a whole number from 0 to 999999999.");
      return otherwise;
    }
    return Integer.parseInt(text);
  }

  private <T> T oneOf(
      XmlElement parent, String name, T[] all, Function<T, String> label, T otherwise) {
    String text = parent.childText(name).strip();
    for (T candidate : all) {
      if (label.apply(candidate).equalsIgnoreCase(text)) {
        return candidate;
      }
    }
    if (!text.isEmpty() || !name.equals("valueMergeType")) {
      error(
          parent,
          name,
          "\""
              + text
              + "\" does not fit. "
              + NearestName.hint(text, Arrays.stream(all).map(label).toList()));
    }
    return otherwise;
  }

  private Duration interval(XmlElement root) {
    String text = root.childText("softDeleteExpiryInterval").strip();
    Matcher parts = INTERVAL.matcher(text);
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    if (!parts.matches()) {
      error(root, "softDeleteExpiryInterval", "\"" + text + "\" is not of the form d.HH:mm:ss.");
      return Duration.ZERO;
    }
    String days = parts.group(1);
    return Duration.ofDays(days == null ? 0 : Long.parseLong(days))
        .plusHours(Long.parseLong(parts.group(2)))
        .plusMinutes(Long.parseLong(parts.group(3)))
        .plusSeconds(Long.parseLong(parts.group(4)));
  }

  private static String orUnset(String guid) {
    return guid.isBlank() ? SyncRule.NO_RULE : guid.strip();
  }

  private static boolean bool(String text) {
    return text.strip().equalsIgnoreCase("true");
  }

  /** The place is that of the field itself where the element has it. */
  private void error(XmlElement element, String field, String message) {
    failed = true;
    int line = element.child(field).orElse(element).line();
    problems.add(ConfigurationProblem.error("RULE_INVALID", file, line, field, message));
  }
}
