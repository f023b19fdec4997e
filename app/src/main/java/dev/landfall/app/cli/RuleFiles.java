package dev.landfall.app.cli;

import dev.landfall.app.config.RuleYamlReader;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.store.Store;
import dev.landfall.engine.migration.CoexistenceRules;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.script.RuleScriptReader;
import dev.landfall.engine.rule.xml.RuleXmlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads rules from files of every format there is; the end of the name tells which. */
final class RuleFiles {
  private RuleFiles() {}

  /** All rules of all files; what is wrong anywhere is among the problems. */
  static List<SyncRule> read(
      Store store,
      List<Path> files,
      Map<String, String> variables,
      List<ConfigurationProblem> problems) {
    List<SyncRule> rules = new ArrayList<>();
    for (Path file : files) {
      List<SyncRule> read = read(store, file, variables, problems);
      rules.addAll(read);
      read.stream()
          .filter(CoexistenceRules::onWrongConnector)
          .forEach(wrong -> problems.add(onWrongConnector(wrong, file)));
    }
    return rules;
  }

  private static List<SyncRule> read(
      Store store, Path file, Map<String, String> variables, List<ConfigurationProblem> problems) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return RuleYamlReader.read(file, forest -> Landfall.connectorId(store, forest), problems);
    }
    if (name.endsWith(".ps1")) {
      return text(file, problems)
          .map(
              script ->
                  RuleScriptReader.read(
                      script,
                      file.toString(),
                      variables,
                      connector -> Optional.of(Landfall.connectorId(store, connector)),
                      problems))
          .orElse(List.of());
    }
    return RuleXmlReader.read(file, problems).stream().toList();
  }

  /** The text of a script: UTF-8, or UTF-16 with a byte order mark, as PowerShell writes it. */
  static Optional<String> text(Path file, List<ConfigurationProblem> problems) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      boolean wide = bytes.length > 1 && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFF + 0xFE;
      return Optional.of(
          new String(bytes, wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      problems.add(
          ConfigurationProblem.error(
              "FILE_UNREADABLE",
              file.toString(),
              0,
              "",
              "The file does not exist or cannot be read."));
      return Optional.empty();
    }
  }

  private static ConfigurationProblem onWrongConnector(SyncRule wrong, Path file) {
    return ConfigurationProblem.error(
        ErrorCode.RULE_WRONG_CONNECTOR.name(),
        file.toString(),
        0,
        "connector",
        "Rule \""
            + wrong.name()
            + "\" is on the wrong connector: the marker (cloudNoFlow) belongs on the Entra"
            + " connector, the shield (JoinNoFlow) on the Active Directory connector.");
  }
}
