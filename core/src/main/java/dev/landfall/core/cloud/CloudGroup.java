package dev.landfall.core.cloud;

import dev.landfall.core.value.Attributes;
import java.util.Optional;
import java.util.Set;

/**
 * A group in Entra ID, without its members.
 *
 * @param id lower-case GUID
 * @param mail empty when null
 * @param onPremisesSyncEnabled empty when null: never synchronized, or source of authority moved
 * @param onPremisesSid of a group that comes or came from Active Directory
 * @param writeback the writeback configuration; empty when not read (v1.0)
 * @param properties the whole set of selected properties by their Graph names, for mappings and
 *     filters, extension attributes included
 */
public record CloudGroup(
    String id,
    String displayName,
    Optional<String> description,
    Optional<String> mail,
    boolean mailEnabled,
    boolean securityEnabled,
    Set<String> groupTypes,
    Optional<Boolean> onPremisesSyncEnabled,
    Optional<String> onPremisesSid,
    boolean assignableToRole,
    Optional<Writeback> writeback,
    Attributes properties) {

  public CloudGroup {
    groupTypes = Set.copyOf(groupTypes);
  }

  public boolean unified() {
    return groupTypes.contains("Unified");
  }

  public boolean dynamic() {
    return groupTypes.contains("DynamicMembership");
  }

  /** The text that marks the group in Active Directory: {@code Group_<id>}. */
  public String anchorText() {
    return "Group_" + id;
  }

  /** Per-group writeback configuration; each part may be null in the cloud. */
  public record Writeback(Optional<Boolean> enabled, Optional<String> onPremisesGroupType) {}
}
