package dev.landfall.engine.run;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.Documents;
import dev.landfall.engine.sync.NoFlowReferences;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The settings of this server: staging mode, scheduler, thresholds, and the full steps that changes
 * of configuration call for. Each is durable at once.
 */
public final class EngineSettings {
  private static final String COLLECTION = "settings";
  private static final String KEY = "engine";

  /** The shortest interval between cycles. */
  public static final Duration ALLOWED_INTERVAL = Duration.ofMinutes(30);

  /** How long runs stay in the run history unless set otherwise. */
  public static final Duration DEFAULT_PURGE_INTERVAL = Duration.ofDays(7);

  /** Deletes that one export may carry unless set otherwise. */
  public static final long DEFAULT_DELETION_THRESHOLD = 500;

  private final Documents documents;

  public EngineSettings(Documents documents) {
    this.documents = documents;
  }

  private Optional<String> get(String name) {
    return documents.get(COLLECTION, KEY).map(fields -> fields.get(name));
  }

  private boolean flag(String name, boolean otherwise) {
    return get(name).map(Boolean::parseBoolean).orElse(otherwise);
  }

  private void set(String name, String value) {
    Map<String, String> fields = new TreeMap<>(documents.get(COLLECTION, KEY).orElse(Map.of()));
    fields.put(name, value);
    documents.put(COLLECTION, KEY, fields);
  }

  /**
   * The settings that two servers of one system should have in common; what differs by design –
   * staging mode – and what comes and goes by itself is left out.
   */
  public Map<String, String> comparable() {
    Map<String, String> fields = new TreeMap<>(documents.get(COLLECTION, KEY).orElse(Map.of()));
    fields.remove("stagingMode");
    fields.remove("nextPolicy");
    fields
        .keySet()
        .removeIf(
            name -> name.startsWith("fullSyncRequired.") || name.startsWith("fullImportRequired."));
    return fields;
  }

  public boolean stagingMode() {
    return flag("stagingMode", false);
  }

  public void stagingMode(boolean enabled) {
    set("stagingMode", Boolean.toString(enabled));
  }

  /** Whether cycles start on schedule; a cycle started by hand runs either way. */
  public boolean syncCycleEnabled() {
    return flag("syncCycleEnabled", true);
  }

  public void syncCycleEnabled(boolean enabled) {
    set("syncCycleEnabled", Boolean.toString(enabled));
  }

  public Optional<Duration> customizedInterval() {
    return get("customizedInterval").filter(text -> !text.isEmpty()).map(Duration::parse);
  }

  public void customizedInterval(Optional<Duration> interval) {
    set("customizedInterval", interval.map(Duration::toString).orElse(""));
  }

  /** The customized interval unless it is shorter than allowed. */
  public Duration effectiveInterval() {
    return customizedInterval()
        .filter(interval -> interval.compareTo(ALLOWED_INTERVAL) >= 0)
        .orElse(ALLOWED_INTERVAL);
  }

  public CyclePolicy nextPolicy() {
    return get("nextPolicy").flatMap(CyclePolicy::parse).orElse(CyclePolicy.DELTA);
  }

  public void nextPolicy(CyclePolicy policy) {
    set("nextPolicy", policy.option());
  }

  /** Whether maintenance runs: the purge of old runs. */
  public boolean maintenanceEnabled() {
    return flag("maintenanceEnabled", true);
  }

  public void maintenanceEnabled(boolean enabled) {
    set("maintenanceEnabled", Boolean.toString(enabled));
  }

  /** Set while something larger goes on, e.g. a migration: no cycle starts, not even by hand. */
  public boolean schedulerSuspended() {
    return flag("schedulerSuspended", false);
  }

  public void schedulerSuspended(boolean suspended) {
    set("schedulerSuspended", Boolean.toString(suspended));
  }

  /** How long runs stay in the run history. */
  public Duration purgeRunHistoryInterval() {
    return get("purgeRunHistoryInterval").map(Duration::parse).orElse(DEFAULT_PURGE_INTERVAL);
  }

  public void purgeRunHistoryInterval(Duration interval) {
    set("purgeRunHistoryInterval", interval.toString());
  }

  /** Whether a cycle ends with delta imports that confirm its own exports. */
  public boolean confirmingImport() {
    return flag("confirmingImport", false);
  }

  public void confirmingImport(boolean enabled) {
    set("confirmingImport", Boolean.toString(enabled));
  }

  /** How many deletes one export to a connector may carry; empty when the guard is off. */
  public OptionalLong deletionThreshold(ConnectorId connector) {
    String text =
        get("deletionThreshold." + connector).orElse(Long.toString(DEFAULT_DELETION_THRESHOLD));
    return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  public void deletionThreshold(ConnectorId connector, OptionalLong threshold) {
    set(
        "deletionThreshold." + connector,
        threshold.isPresent() ? Long.toString(threshold.getAsLong()) : "");
  }

  /** After how many objects a run of this profile ends; empty when it goes on to the end. */
  public OptionalLong objectLimit(ConnectorId connector, RunProfile profile) {
    String text = get("objectLimit." + connector + "." + profile.option()).orElse("");
    return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  public void objectLimit(ConnectorId connector, RunProfile profile, OptionalLong limit) {
    set(
        "objectLimit." + connector + "." + profile.option(),
        limit.isPresent() ? Long.toString(limit.getAsLong()) : "");
  }

  public NoFlowReferences noFlowReferences() {
    return get("noFlowReferences")
        .map(NoFlowReferences::valueOf)
        .orElse(NoFlowReferences.REFERENCES_ONLY);
  }

  public void noFlowReferences(NoFlowReferences mode) {
    set("noFlowReferences", mode.name());
  }

  /**
   * An override of the scheduler: the next synchronization of the connector in a delta cycle is a
   * full one. Set by changes of rules; cleared by a full synchronization that reached its end.
   */
  public boolean fullSyncRequired(ConnectorId connector) {
    return flag("fullSyncRequired." + connector, false);
  }

  public void fullSyncRequired(ConnectorId connector, boolean required) {
    set("fullSyncRequired." + connector, Boolean.toString(required));
  }

  /** As {@link #fullSyncRequired(ConnectorId)}, for the import. */
  public boolean fullImportRequired(ConnectorId connector) {
    return flag("fullImportRequired." + connector, false);
  }

  public void fullImportRequired(ConnectorId connector, boolean required) {
    set("fullImportRequired." + connector, Boolean.toString(required));
  }
}
