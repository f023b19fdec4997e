package dev.landfall.engine.rule.xml;

import dev.landfall.core.schema.Schema;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder that an Entra Connect server exports: {@code Connectors}, {@code SynchronizationRules}
 * and {@code GlobalSettings/MV.xml}.
 */
public record ConfigurationFolder(
    List<ConnectorConfiguration> connectors,
    List<SyncRule> rules,
    Schema metaverse,
    List<ConfigurationProblem> problems) {

  public ConfigurationFolder {
    connectors = List.copyOf(connectors);
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }

  /** Reads the whole folder; everything wrong in it is among the problems. */
  public static ConfigurationFolder read(Path folder) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      problems.add(
          ConfigurationProblem.error(
              "FOLDER_MISSING",
              folder.toString(),
              0,
              "",
              "The folder does not exist. Give the folder that holds \"Connectors\" and"
                  + " \"SynchronizationRules\"."));
      return new ConfigurationFolder(List.of(), List.of(), Schema.of(List.of()), problems);
    }
    List<ConnectorConfiguration> connectors = new ArrayList<>();
    for (Path file : files(folder.resolve("Connectors"), problems)) {
      ConnectorXmlReader.read(file, problems).ifPresent(connectors::add);
    }
    List<SyncRule> rules = rules(files(folder.resolve("SynchronizationRules"), problems), problems);
    Schema metaverse = metaverse(folder.resolve("GlobalSettings").resolve("MV.xml"), problems);
    return new ConfigurationFolder(connectors, rules, metaverse, problems);
  }

  /** By precedence; of two rules with one id or one precedence both are returned and reported. */
  private static List<SyncRule> rules(List<Path> files, List<ConfigurationProblem> problems) {
    List<SyncRule> rules = new ArrayList<>();
    Map<Integer, SyncRule> byPrecedence = new HashMap<>();
    Map<String, SyncRule> byId = new HashMap<>();
    for (Path file : files) {
      Optional<SyncRule> read = RuleXmlReader.read(file, problems);
      if (read.isEmpty()) {
        continue;
      }
      SyncRule rule = read.get();
      rules.add(rule);
      SyncRule samePrecedence = byPrecedence.putIfAbsent(rule.precedence(), rule);
      if (samePrecedence != null) {
        String message =
            "Precedence %d of rule \"%s\" belongs to rule \"%s\" already; precedence is unique over"
                + " all rules.";
        problems.add(
            conflict(
                "PRECEDENCE_TAKEN",
                file,
                "precedence",
                message.formatted(rule.precedence(), rule.name(), samePrecedence.name())));
      }
      SyncRule sameId = byId.putIfAbsent(rule.id(), rule);
      if (sameId != null) {
        problems.add(
            conflict(
                "RULE_ID_TAKEN",
                file,
                "id",
                "The id of rule \"%s\" belongs to rule \"%s\" already."
                    .formatted(rule.name(), sameId.name())));
      }
    }
    rules.sort(Comparator.comparingInt(SyncRule::precedence));
    return rules;
  }

  /** The file could be read a moment ago; it is read again to name the line. */
  private static ConfigurationProblem conflict(
      String code, Path file, String field, String message) {
    int line =
        XmlReader.read(file, new ArrayList<>())
            .flatMap(root -> root.child(field))
            .map(XmlElement::line)
            .orElse(0);
    return ConfigurationProblem.error(code, file.toString(), line, field, message);
  }

  private static Schema metaverse(Path file, List<ConfigurationProblem> problems) {
    Optional<XmlElement> root = XmlReader.read(file, problems);
    Optional<XmlElement> schema = root.flatMap(it -> it.at("mv-data/schema/dsml/directory-schema"));
    if (root.isPresent() && schema.isEmpty()) {
      problems.add(
          ConfigurationProblem.error(
              "METAVERSE_INVALID",
              file.toString(),
              root.get().line(),
              "schema",
              "Expected the metaverse schema in DSML (mv-data/schema/dsml/directory-schema)."));
    }
    return schema.map(DsmlSchema::read).orElse(Schema.of(List.of()));
  }

  private static List<Path> files(Path folder, List<ConfigurationProblem> problems) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.xml")) {
      found.forEach(files::add);
    } catch (IOException unreadable) {
      problems.add(
          ConfigurationProblem.error(
              "FOLDER_MISSING",
              folder.toString(),
              0,
              "",
              "The folder cannot be read; an export of the server's configuration has it."));
    }
    files.sort(Comparator.naturalOrder());
    return files;
  }
}
