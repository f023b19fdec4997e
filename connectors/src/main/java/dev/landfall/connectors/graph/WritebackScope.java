package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Which cloud groups the tenant returns for writeback, and which of them it marks as out of scope.
 * Group writeback V2 returns all and respects the switch of each group; without it V1 returns the
 * Microsoft 365 groups regardless of their switch.
 *
 * @param returnSecurityGroups the milder variant without V2: other groups come marked
 */
record WritebackScope(boolean v2, boolean v1, boolean returnSecurityGroups) {
  static final String OUT_OF_SCOPE = "WriteBackOutOfScope";
  static final String SOFT_DELETED = "SoftDelete";

  /** Whether a cloud-mastered group is imported at all. */
  boolean returns(JsonNode group) {
    return v2 || (unified(group) ? v1 : returnSecurityGroups);
  }

  /** Why the group is not written back; empty when it is. */
  Optional<String> reasonFiltered(JsonNode group) {
    if (!v2) {
      return unified(group) && v1 ? Optional.empty() : Optional.of(OUT_OF_SCOPE);
    }
    JsonNode enabled = group.path("writebackConfiguration").path("isEnabled");
    boolean writtenBack =
        unified(group)
            ? enabled.asBoolean(true)
            : !group.path("mailEnabled").asBoolean() && enabled.asBoolean(false);
    return writtenBack ? Optional.empty() : Optional.of(OUT_OF_SCOPE);
  }

  /** The kind of group to write, with the service's defaults. */
  String targetWritebackType(JsonNode group) {
    String chosen = group.path("writebackConfiguration").path("onPremisesGroupType").asText("");
    boolean defaulted = chosen.isEmpty() || chosen.equals("null") || !v2;
    if (!defaulted) {
      return chosen;
    }
    return unified(group) ? "universalDistributionGroup" : "universalSecurityGroup";
  }

  private static boolean unified(JsonNode group) {
    for (JsonNode type : group.path("groupTypes")) {
      if (type.asText().equals("Unified")) {
        return true;
      }
    }
    return false;
  }

  /** Stored with the watermark: another scope needs another look at all groups. */
  String fingerprint() {
    return (v2 ? "2" : "-") + (v1 ? "1" : "-") + (returnSecurityGroups ? "s" : "-");
  }
}
