package dev.landfall.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.schedule.Durations;
import dev.landfall.engine.schedule.SchedulerChange;
import dev.landfall.engine.schedule.SchedulerStatus;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** The scheduler as JSON: names as in Get-ADSyncScheduler, durations in ISO-8601. */
public final class SchedulerJson {
  private static final Set<String> SETTABLE =
      Set.of(
          "syncCycleEnabled",
          "customizedSyncCycleInterval",
          "nextSyncCyclePolicyType",
          "purgeRunHistoryInterval",
          "maintenanceEnabled",
          "schedulerSuspended",
          "confirmingImport");

  private SchedulerJson() {}

  public static ObjectNode write(SchedulerStatus status) {
    ObjectNode node = Json.object();
    node.put("syncCycleEnabled", status.syncCycleEnabled());
    node.put("allowedSyncCycleInterval", status.allowedInterval().toString());
    node.put("currentlyEffectiveSyncCycleInterval", status.effectiveInterval().toString());
    node.put(
        "customizedSyncCycleInterval",
        status.customizedInterval().map(Duration::toString).orElse(null));
    node.put("nextSyncCyclePolicyType", status.nextPolicy().option());
    node.put("nextSyncCycleStartTimeInUTC", status.nextStart().map(Object::toString).orElse(null));
    node.put("purgeRunHistoryInterval", status.purgeRunHistoryInterval().toString());
    node.put("maintenanceEnabled", status.maintenanceEnabled());
    node.put("stagingModeEnabled", status.stagingModeEnabled());
    node.put("schedulerSuspended", status.suspended());
    node.put("syncCycleInProgress", status.cycleInProgress());
    node.put("confirmingImport", status.confirmingImport());
    var alerts = node.putArray("alerts");
    status.alerts().forEach(alerts::add);
    return node;
  }

  /** The settings to change, as an object; an interval that is null takes the wish back. */
  public static ObjectNode write(SchedulerChange change) {
    ObjectNode node = Json.object();
    change.syncCycleEnabled().ifPresent(value -> node.put("syncCycleEnabled", value));
    change
        .customizedInterval()
        .ifPresent(
            value ->
                node.put("customizedSyncCycleInterval", value.isZero() ? null : value.toString()));
    change.nextPolicy().ifPresent(value -> node.put("nextSyncCyclePolicyType", value.option()));
    change
        .purgeRunHistoryInterval()
        .ifPresent(value -> node.put("purgeRunHistoryInterval", value.toString()));
    change.maintenanceEnabled().ifPresent(value -> node.put("maintenanceEnabled", value));
    change.suspended().ifPresent(value -> node.put("schedulerSuspended", value));
    change.confirmingImport().ifPresent(value -> node.put("confirmingImport", value));
    return node;
  }

  static SchedulerChange change(JsonNode node) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!SETTABLE.contains(name)) {
        throw invalid("\"" + name + "\" cannot be set; settable are " + SETTABLE + ".");
      }
    }
    JsonNode interval = node.path("customizedSyncCycleInterval");
    return new SchedulerChange(
        bool(node, "syncCycleEnabled"),
        interval.isNull()
            ? Optional.of(Duration.ZERO)
            : duration(node, "customizedSyncCycleInterval"),
        Json.text(node, "nextSyncCyclePolicyType")
            .map(
                text ->
                    CyclePolicy.parse(text)
                        .orElseThrow(
                            () -> invalid("\"" + text + "\" is neither delta nor initial."))),
        duration(node, "purgeRunHistoryInterval"),
        bool(node, "maintenanceEnabled"),
        bool(node, "schedulerSuspended"),
        bool(node, "confirmingImport"));
  }

  private static Optional<Boolean> bool(JsonNode node, String field) {
    if (node.has(field) && !node.path(field).isBoolean()) {
      throw invalid("\"" + field + "\" is true or false.");
    }
    return Json.bool(node, field);
  }

  private static Optional<Duration> duration(JsonNode node, String field) {
    return Json.text(node, field)
        .map(
            text ->
                Durations.parse(text)
                    .orElseThrow(() -> invalid("\"" + text + "\" is no duration; give PT30M.")));
  }

  private static LandfallException invalid(String message) {
    return new LandfallException(ErrorCode.CONFIGURATION_INVALID, message);
  }
}
