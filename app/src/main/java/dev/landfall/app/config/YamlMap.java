package dev.landfall.app.config;

import dev.landfall.core.error.NearestName;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.schedule.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A mapping of a YAML file, with the line of every key. What is asked for becomes known; {@link
 * #requireNoOther} reports every key that nobody asked for, with the nearest known one.
 */
final class YamlMap {
  private final String file;
  private final String path;
  private final int line;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();
  private final List<ConfigurationProblem> problems;

  private YamlMap(String file, String path, MappingNode node, List<ConfigurationProblem> problems) {
    this.file = file;
    this.path = path;
    this.line = line(node);
    this.problems = problems;
    for (NodeTuple tuple : node.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      values.put(key, tuple.getValueNode());
      lines.put(key, line(tuple.getKeyNode()));
    }
  }

  static Optional<YamlMap> of(
      String file, String path, Node node, List<ConfigurationProblem> problems) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new YamlMap(file, path, mapping, problems));
    }
    problems.add(
        ConfigurationProblem.error(
            "TYPE", file, line(node), path, "Expected keys and values here, not a single value."));
    return Optional.empty();
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  Optional<YamlMap> map(String key) {
    known.add(key);
    return Optional.ofNullable(values.get(key))
        .flatMap(node -> of(file, field(key), node, problems));
  }

  List<YamlMap> maps(String key) {
    known.add(key);
    List<YamlMap> maps = new ArrayList<>();
    Node node = values.get(key);
    if (node instanceof SequenceNode sequence) {
      for (int i = 0; i < sequence.getValue().size(); i++) {
        of(file, field(key) + "[" + i + "]", sequence.getValue().get(i), problems)
            .ifPresent(maps::add);
      }
    } else if (node != null) {
      problem(key, "TYPE", "Expected a list (lines beginning with \"-\").");
    }
    return maps;
  }

  Optional<String> text(String key) {
    known.add(key);
    Node node = values.get(key);
    if (node instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue()).filter(text -> !text.isBlank());
    }
    if (node != null) {
      problem(key, "TYPE", "Expected a text, not a list or nested keys.");
    }
    return Optional.empty();
  }

  /** As {@link #text}, but a blank text is a text as well. */
  Optional<String> literal(String key) {
    Optional<String> text = text(key);
    return text.isEmpty() && values.get(key) instanceof ScalarNode scalar
        ? Optional.of(scalar.getValue())
        : text;
  }

  String required(String key) {
    boolean present = values.containsKey(key);
    Optional<String> text = text(key);
    if (text.isEmpty() && (!present || values.get(key) instanceof ScalarNode)) {
      problem(key, "MISSING", "The key is missing or empty.");
    }
    return text.orElse("");
  }

  boolean bool(String key, boolean otherwise) {
    Optional<String> text = text(key);
    if (text.isPresent() && !text.get().matches("(?i)true|false")) {
      problem(key, "TYPE", "\"" + text.get() + "\" is neither true nor false.");
    }
    return text.map(Boolean::parseBoolean).orElse(otherwise);
  }

  List<String> texts(String key) {
    known.add(key);
    List<String> texts = new ArrayList<>();
    Node node = values.get(key);
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        if (item instanceof ScalarNode scalar) {
          texts.add(scalar.getValue());
        } else {
          problem(key, "TYPE", "Every item of the list must be a text.");
        }
      }
    } else if (node != null) {
      problem(key, "TYPE", "Expected a list of texts, e.g. [\"DC=corp,DC=example,DC=com\"].");
    }
    return texts;
  }

  /** A text, or a list of at least one. */
  List<String> oneOrMore(String key) {
    List<String> texts =
        values.get(key) instanceof SequenceNode
            ? texts(key)
            : text(key).map(List::of).orElse(List.of());
    if (texts.isEmpty() && values.get(key) instanceof SequenceNode) {
      problem(key, "MISSING", "The list is empty.");
    }
    return texts;
  }

  /** How long an answer may take: {@code timeout: 30s}. */
  Duration timeout(Duration usual) {
    Optional<String> text = text("timeout");
    if (text.isEmpty()) {
      return usual;
    }
    Optional<Duration> timeout = text.flatMap(Durations::parse).filter(it -> it.toSeconds() > 0);
    if (timeout.isEmpty()) {
      problem(
          "timeout", "VALUE", "\"" + text.get() + "\" is no duration above zero: write 30s or 2m.");
    }
    return timeout.orElse(usual);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  void problem(String key, String code, String message) {
    problems.add(
        ConfigurationProblem.error(code, file, lines.getOrDefault(key, line), field(key), message));
  }

  private String field(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Reports keys that were never asked for. */
  void requireNoOther() {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        problem(
            key,
            "UNKNOWN_KEY",
            "The key is not known; "
                + NearestName.of(key, known)
                    .map(near -> "did you mean \"" + near + "\"?")
                    .orElse("known are " + known + "."));
      }
    }
  }
}
