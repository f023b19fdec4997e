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
    List<SyncRule> rules = new ArrayList<>();
    for (Path file : files(folder.resolve("SynchronizationRules"), problems)) {
      RuleXmlReader.read(file, problems).ifPresent(rules::add);
    }
    rules.sort(Comparator.comparingInt(SyncRule::precedence));
    requireUniquePrecedence(rules, folder, problems);
    Schema metaverse =
        XmlReader.read(folder.resolve("GlobalSettings").resolve("MV.xml"), problems)
            .flatMap(root -> root.at("mv-data/schema/dsml/directory-schema"))
            .map(DsmlSchema::read)
            .orElse(Schema.of(List.of()));
    return new ConfigurationFolder(connectors, rules, metaverse, problems);
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

  private static void requireUniquePrecedence(
      List<SyncRule> rules, Path folder, List<ConfigurationProblem> problems) {
    Map<Integer, SyncRule> byPrecedence = new HashMap<>();
    for (SyncRule rule : rules) {
      SyncRule other = byPrecedence.put(rule.precedence(), rule);
      if (other != null) {
        problems.add(
            ConfigurationProblem.error(
                "PRECEDENCE_TAKEN",
                folder.toString(),
                0,
                rule.name(),
                "Precedence "
                    + rule.precedence()
                    + " belongs to rule \""
                    + other.name()
                    + "\" already; precedence is unique over all rules."));
      }
    }
  }
}
