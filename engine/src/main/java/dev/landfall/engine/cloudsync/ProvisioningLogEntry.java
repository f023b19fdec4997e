package dev.landfall.engine.cloudsync;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One line of the provisioning log: what was tried for one group and how it ended.
 *
 * @param action {@code Create}, {@code Update}, {@code Delete}, {@code StagedDelete} or {@code
 *     Other}
 * @param status {@code success}, {@code warning}, {@code failure} or {@code skipped}
 * @param targetId objectGUID; empty before there is one
 * @param code error code, e.g. {@code RedundantExport}; empty on plain success
 * @param modified attributes written and members changed, in words
 */
public record ProvisioningLogEntry(
    Instant time,
    String job,
    String action,
    String status,
    String sourceId,
    String sourceName,
    String targetId,
    String targetDn,
    String code,
    String reason,
    String modified) {

  Map<String, String> fields() {
    Map<String, String> fields = new TreeMap<>();
    fields.put("time", time.toString());
    fields.put("job", job);
    fields.put("action", action);
    fields.put("status", status);
    fields.put("sourceId", sourceId);
    fields.put("sourceName", sourceName);
    fields.put("targetId", targetId);
    fields.put("targetDn", targetDn);
    fields.put("code", code);
    fields.put("reason", reason);
    fields.put("modified", modified);
    return fields;
  }

  static ProvisioningLogEntry of(Map<String, String> fields) {
    return new ProvisioningLogEntry(
        Instant.parse(fields.getOrDefault("time", Instant.EPOCH.toString())),
        text(fields, "job"),
        text(fields, "action"),
        text(fields, "status"),
        text(fields, "sourceId"),
        text(fields, "sourceName"),
        text(fields, "targetId"),
        text(fields, "targetDn"),
        text(fields, "code"),
        text(fields, "reason"),
        text(fields, "modified"));
  }

  private static String text(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name)).orElse("");
  }
}
