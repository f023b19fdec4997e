package dev.landfall.core.cloud;

import dev.landfall.core.check.Check;
import dev.landfall.core.connector.Watermark;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Entra ID as Cloud Sync and the migration use it. Reads are whole or throw; {@code
 * FULL_IMPORT_REQUIRED} tells that a delta watermark cannot be used any more.
 */
public interface CloudDirectory extends AutoCloseable {

  CloudTenant tenant();

  /** The switches, as the tenant has them now. */
  Map<TenantFeature, Boolean> features();

  void setFeature(TenantFeature feature, boolean enabled);

  /** A live group, with its writeback configuration. */
  Optional<CloudGroup> group(String id);

  /** A soft-deleted group. */
  Optional<CloudGroup> deletedGroup(String id);

  /** Live groups by id, in batches; those that do not exist are absent. */
  Map<String, CloudGroup> groups(Collection<String> ids);

  /** Sets both parts of a group's writeback configuration; an empty one becomes null. */
  void setWriteback(String groupId, CloudGroup.Writeback writeback);

  /** Streams all live groups with their writeback configuration. */
  void allGroups(Consumer<CloudGroup> sink);

  long memberCount(String groupId);

  /** Streams the direct members of a group in portions of at most 1,000. */
  void members(String groupId, Consumer<List<CloudMember>> portions);

  /** Users by id, in batches of 20 or more per request; those that do not exist are absent. */
  Map<String, CloudUser> users(Collection<String> ids);

  /**
   * One round of the groups delta query with members.
   *
   * @param from empty for an initial round
   * @return where the next round starts
   */
  Watermark groupDelta(Optional<Watermark> from, CloudGroupSink sink);

  /** A watermark for "from now", without reading anything. */
  Watermark latestGroupDelta();

  /** Application permissions granted to our sign-in, e.g. {@code Group.Read.All}. */
  Set<String> grantedPermissions();

  /** Whether a licence with Microsoft Entra ID P1 or better is there. */
  boolean premiumLicence();

  /** Connectivity and permissions. */
  List<Check> check();

  @Override
  void close();
}
