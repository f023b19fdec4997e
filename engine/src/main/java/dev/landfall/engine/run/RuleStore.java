package dev.landfall.engine.run;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.Documents;
import dev.landfall.core.store.Store;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.xml.RuleXmlReader;
import dev.landfall.engine.rule.xml.RuleXmlWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The synchronization rules of this server, kept in the form of their export. Every change makes a
 * full synchronization of the rule's connector necessary, and the settings say so. An outbound rule
 * may want objects that its connector does not have yet, so the connectors that metaverse objects
 * of its type come from are visited too. While a run or a cycle goes on, changes are refused with
 * {@code RUN_IN_PROGRESS}.
 */
public final class RuleStore {
  private static final String COLLECTION = "rule";

  private final Store store;
  private final EngineSettings settings;
  private final EngineState state;

  public RuleStore(Store store) {
    this.store = store;
    this.state = new EngineState(store);
    this.settings = new EngineSettings(store.documents());
  }

  /** All rules by precedence. */
  public List<SyncRule> all() {
    List<SyncRule> rules = new ArrayList<>();
    for (Documents.Entry entry : store.documents().list(COLLECTION)) {
      List<ConfigurationProblem> problems = new ArrayList<>();
      rules.add(
          RuleXmlReader.parse(
                  entry.fields().getOrDefault("xml", ""), "rule " + entry.key(), problems)
              .orElseThrow(() -> new IllegalStateException(problems.toString())));
    }
    rules.sort(Comparator.comparingInt(SyncRule::precedence));
    return rules;
  }

  public Optional<SyncRule> find(String id) {
    return all().stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /**
   * Adds a rule or replaces the one with the same id. Adding an equal rule changes nothing.
   *
   * @return the problems that keep the rule from being stored; empty when it is
   */
  public List<ConfigurationProblem> put(SyncRule rule) {
    List<SyncRule> others = all().stream().filter(other -> !other.id().equals(rule.id())).toList();
    Optional<SyncRule> taken =
        others.stream().filter(other -> other.precedence() == rule.precedence()).findFirst();
    if (taken.isPresent()) {
      return List.of(
          ConfigurationProblem.error(
              "PRECEDENCE_TAKEN",
              "rule \"" + rule.name() + "\"",
              0,
              "precedence",
              "Precedence "
                  + rule.precedence()
                  + " belongs to rule \""
                  + taken.get().name()
                  + "\"; precedence is unique over all rules of the server."));
    }
    if (!find(rule.id()).equals(Optional.of(rule))) {
      state.refuseWhileBusy("The rules cannot be changed");
      store.inTransaction(
          () -> {
            write(rule);
            requireFullSync(rule, others);
          });
    }
    return List.of();
  }

  /** Replaces all rules at once. */
  public void replaceAll(List<SyncRule> rules) {
    state.refuseWhileBusy("The rules cannot be changed");
    store.inTransaction(
        () -> {
          store.documents().clear(COLLECTION);
          rules.forEach(this::write);
          rules.forEach(rule -> requireFullSync(rule, rules));
        });
  }

  public void remove(String id) {
    state.refuseWhileBusy("The rules cannot be changed");
    find(id)
        .ifPresent(
            rule ->
                store.inTransaction(
                    () -> {
                      store.documents().remove(COLLECTION, id);
                      requireFullSync(rule, all());
                    }));
  }

  private void write(SyncRule rule) {
    store.documents().put(COLLECTION, rule.id(), Map.of("xml", RuleXmlWriter.write(rule)));
  }

  private void requireFullSync(SyncRule changed, List<SyncRule> rules) {
    Set<ConnectorId> wanted = new HashSet<>();
    wanted.add(changed.connector());
    if (!changed.inbound()) {
      rules.stream()
          .filter(SyncRule::inbound)
          .filter(rule -> rule.linkType() == LinkType.PROVISION && !rule.disabled())
          .filter(rule -> rule.mvObjectType().equalsIgnoreCase(changed.mvObjectType()))
          .map(SyncRule::connector)
          .forEach(wanted::add);
    }
    wanted.forEach(connector -> settings.fullSyncRequired(connector, true));
  }
}
