package dev.landfall.app.cli;

import dev.landfall.app.config.RuleYamlReader;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.store.Store;
import dev.landfall.engine.migration.CoexistenceRules;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.xml.RuleXmlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads rules from files of every format there is; the end of the name tells which. */
final class RuleFiles {
  private RuleFiles() {}

  /** All rules of all files; what is wrong anywhere is among the problems. */
  static List<SyncRule> read(Store store, List<Path> files, List<ConfigurationProblem> problems) {
    List<SyncRule> rules = new ArrayList<>();
    for (Path file : files) {
      List<SyncRule> read = read(store, file, problems);
      rules.addAll(read);
      read.stream()
          .filter(CoexistenceRules::onWrongConnector)
          .forEach(wrong -> problems.add(onWrongConnector(wrong, file)));
    }
    return rules;
  }

  private static List<SyncRule> read(Store store, Path file, List<ConfigurationProblem> problems) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return RuleYamlReader.read(file, forest -> Landfall.connectorId(store, forest), problems);
    }
    return RuleXmlReader.read(file, problems).stream().toList();
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
