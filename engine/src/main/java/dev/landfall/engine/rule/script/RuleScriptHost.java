package dev.landfall.engine.rule.script;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import java.util.List;
import java.util.Optional;

/** Where the commands of a script find rules and put them. */
public interface RuleScriptHost {

  /** All rules by precedence. */
  List<SyncRule> rules();

  /**
   * Adds a rule or replaces the one with its id.
   *
   * @return errors, and then it is not saved, or warnings
   */
  List<ConfigurationProblem> save(SyncRule rule);

  void remove(SyncRule rule);

  /** The connector with this name; empty when there is none. */
  Optional<ConnectorId> connector(String name);
}
