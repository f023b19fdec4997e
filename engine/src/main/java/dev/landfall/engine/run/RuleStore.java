package dev.landfall.engine.run;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Documents;
import dev.landfall.core.store.Store;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleArrangement;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.xml.RuleXmlReader;
import dev.landfall.engine.rule.xml.RuleXmlWriter;
import dev.landfall.engine.sync.RuleCheck;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The synchronization rules of this server, kept in the form of their export. Every change makes a
 * full synchronization of the rule's connector necessary, and the settings say so. An outbound rule
 * may want objects that its connector does not have yet, so the connectors that metaverse objects
 * of its type come from are visited too. The version before a change goes to the {@link RuleAudit}.
 * While a run or a cycle goes on, changes are refused with {@code RUN_IN_PROGRESS}.
 */
public final class RuleStore {
  private static final String COLLECTION = "rule";

  private final Store store;
  private final Clock clock;
  private final String user;
  private final EngineSettings settings;
  private final EngineState state;
  private final RuleAudit audit;

  /**
   * @param user who changes rules, for the audit
   */
  public RuleStore(Store store, Clock clock, String user) {
    this.store = store;
    this.clock = clock;
    this.user = user;
    this.state = new EngineState(store);
    this.settings = new EngineSettings(store.documents());
    this.audit = new RuleAudit(store.documents());
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

  public RuleAudit audit() {
    return audit;
  }

  /** As {@link #putAll} of one rule. */
  public List<ConfigurationProblem> put(SyncRule rule) {
    return putAll(List.of(rule));
  }

  /**
   * Adds rules, or replaces those with the same ids: all of them, or none when one has an error. A
   * rule with precedence 0 that names a neighbour gets its place, and the rules behind it move. An
   * enabled rule must compile. Adding an equal rule changes nothing.
   *
   * @return errors, and then nothing is stored; or only warnings, and then everything is
   */
  public List<ConfigurationProblem> putAll(List<SyncRule> rules) {
    List<SyncRule> current = all();
    RuleArrangement arrangement = RuleArrangement.of(current, rules);
    List<ConfigurationProblem> problems = new ArrayList<>(arrangement.problems());
    problems.addAll(RuleCheck.each(rules));
    current.forEach(former -> warnOfEdit(former, rules, problems));
    if (problems.stream().noneMatch(ConfigurationProblem::isError)) {
      save(current, arrangement.rules(), Map.of());
    }
    return problems;
  }

  private static void warnOfEdit(
      SyncRule former, List<SyncRule> rules, List<ConfigurationProblem> problems) {
    if (!former.outOfBox()) {
      return;
    }
    rules.stream()
        .filter(rule -> rule.id().equals(former.id()) && edits(rule, former))
        .forEach(
            rule ->
                problems.add(
                    ConfigurationProblem.warning(
                        "OUT_OF_BOX_RULE_EDITED",
                        "rule \"" + rule.name() + "\"",
                        0,
                        "",
                        "The rule came with the product: an upgrade overwrites the change. Make a"
                            + " copy with \"landfall rules clone "
                            + rule.id()
                            + " --precedence N\" and change that.")));
  }

  /** Another revision of the product is an upgrade; disabling and moving are always allowed. */
  private static boolean edits(SyncRule rule, SyncRule former) {
    return rule.immutableTag().equals(former.immutableTag())
        && !rule.withDisabled(false)
            .withPrecedence(0)
            .equals(former.withDisabled(false).withPrecedence(0));
  }

  /**
   * Copies a rule to a custom one and disables the original, both or nothing. The store remembers
   * what the copy was made of.
   *
   * @param newId the id of the copy, a GUID
   * @return the errors that keep it from being done; empty when it is done
   */
  public List<ConfigurationProblem> cloneRule(SyncRule original, String newId, int precedence) {
    SyncRule copy = original.customCopy(newId, precedence);
    List<SyncRule> current = all();
    RuleArrangement arrangement =
        RuleArrangement.of(current, List.of(copy, original.withDisabled(true)));
    List<ConfigurationProblem> problems = new ArrayList<>(arrangement.problems());
    problems.addAll(RuleCheck.each(List.of(copy)));
    if (problems.stream().noneMatch(ConfigurationProblem::isError)) {
      save(
          current,
          arrangement.rules(),
          Map.of(copy.id(), new RuleOrigin(original.id(), original.immutableTag())));
    }
    return problems;
  }

  /** Which rule each custom copy was made of. */
  public Map<String, RuleOrigin> origins() {
    Map<String, RuleOrigin> origins = new HashMap<>();
    for (Documents.Entry entry : store.documents().list(COLLECTION)) {
      RuleOrigin.read(entry.fields()).ifPresent(origin -> origins.put(entry.key(), origin));
    }
    return origins;
  }

  /** Replaces all rules at once, without a check: what a configuration brings. */
  public void replaceAll(List<SyncRule> rules) {
    List<SyncRule> current = all();
    state.refuseWhileBusy("The rules cannot be changed");
    store.inTransaction(() -> replace(current, rules, Map.of()));
  }

  /**
   * Removes a custom rule.
   *
   * @throws LandfallException {@code CONFIGURATION_INVALID} for a rule that came with the product
   */
  public void remove(String id) {
    List<SyncRule> current = all();
    current.stream()
        .filter(rule -> rule.id().equals(id) && rule.outOfBox())
        .findFirst()
        .ifPresent(
            rule -> {
              throw new LandfallException(
                  ErrorCode.CONFIGURATION_INVALID,
                  "Rule \""
                      + rule.name()
                      + "\" came with the product and would come back with the next upgrade."
                      + " Disable it instead.");
            });
    save(current, current.stream().filter(rule -> !rule.id().equals(id)).toList(), Map.of());
  }

  private void save(
      List<SyncRule> before, List<SyncRule> after, Map<String, RuleOrigin> newOrigins) {
    if (before.equals(after)) {
      return;
    }
    state.refuseWhileBusy("The rules cannot be changed");
    store.inTransaction(() -> replace(before, after, newOrigins));
  }

  private void replace(
      List<SyncRule> before, List<SyncRule> after, Map<String, RuleOrigin> newOrigins) {
    Map<String, RuleOrigin> origins = origins();
    origins.putAll(newOrigins);
    Map<String, SyncRule> former = new LinkedHashMap<>();
    before.forEach(rule -> former.put(rule.id(), rule));
    for (SyncRule rule : after) {
      SyncRule old = former.remove(rule.id());
      if (old == null) {
        audit.added(rule, clock.instant(), user);
      } else if (!old.equals(rule)) {
        audit.changed(old, rule, clock.instant(), user);
      } else {
        continue;
      }
      write(rule, Optional.ofNullable(origins.get(rule.id())));
      requireFullSync(rule, after);
    }
    for (SyncRule gone : former.values()) {
      audit.removed(gone, clock.instant(), user);
      store.documents().remove(COLLECTION, gone.id());
      requireFullSync(gone, after);
    }
  }

  private void write(SyncRule rule, Optional<RuleOrigin> origin) {
    Map<String, String> fields = new HashMap<>();
    fields.put("xml", RuleXmlWriter.write(rule));
    origin.ifPresent(known -> known.write(fields));
    store.documents().put(COLLECTION, rule.id(), fields);
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
