package dev.landfall.engine.cloudsync;

import dev.landfall.core.cloud.CloudDirectory;
import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.cloud.CloudMember;
import dev.landfall.core.directory.Directory;
import dev.landfall.core.directory.DirectoryEntry;
import dev.landfall.core.directory.DirectoryException;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.expression.EvaluationException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Provisions one group now, with at most {@value #MOST_MEMBERS} members named. Never deletes, and
 * leaves every other member alone.
 */
public final class OnDemandProvisioning {
  /** More members in one request are refused. */
  public static final int MOST_MEMBERS = 5;

  private final JobDefinition job;

  private final CloudDirectory cloud;
  private final GroupProvisioning provisioning;
  private final Membership membership;

  public OnDemandProvisioning(
      JobDefinition job, JobStore jobs, CloudDirectory cloud, Directory directory, Clock clock) {
    this.job = job;

    this.cloud = cloud;
    this.provisioning = new GroupProvisioning(job, jobs, directory, clock);
    this.membership =
        new Membership(
            cloud, directory, id -> jobs.link(job.id(), id).map(JobStore.GroupLink::guid));
  }

  /**
   * How it ended.
   *
   * @param result {@code Success}, {@code Skipped} or {@code Failure}
   * @param action {@code Create}, {@code Update} or {@code Other}
   */
  public record Result(
      String result, String action, String code, String message, String targetId, String dn) {}

  /**
   * What would be done, without doing it: whether the group would be created, adopted or updated.
   */
  public Result preview(String groupId) {
    Optional<CloudGroup> group = cloud.group(groupId);
    if (group.isEmpty()) {
      return missing(groupId);
    }
    try {
      Optional<DirectoryEntry> matched = provisioning.match(group.get());
      return matched
          .map(
              entry -> new Result("Success", "Update", "", "", entry.guid().toString(), entry.dn()))
          .orElse(new Result("Success", "Create", "", "", "", ""));
    } catch (GroupProvisioning.Refused refused) {
      return failure(refused.code(), String.valueOf(refused.getMessage()));
    }
  }

  public Result provision(String groupId, List<CloudMember> members) {
    if (members.size() > MOST_MEMBERS) {
      return failure("BadRequest", "At most " + MOST_MEMBERS + " members can be given.");
    }
    Optional<CloudGroup> found = cloud.group(groupId);
    if (found.isEmpty()) {
      return missing(groupId);
    }
    CloudGroup group = found.get();
    Optional<String> out = Scoping.outBecause(job, group);
    if (out.isPresent()) {
      return new Result("Skipped", "Other", "NotEffectivelyEntitled", out.get(), "", "");
    }
    try {
      GroupProvisioning.Provisioned done = provisioning.provision(group, provisioning.match(group));
      boolean membersChanged = members(done.guid(), members);
      boolean written = done.written() || membersChanged;
      return new Result(
          written ? "Success" : "Skipped",
          done.action(),
          written ? "" : "RedundantExport",
          done.modified(),
          done.guid().toString(),
          done.dn());
    } catch (GroupProvisioning.Refused refused) {
      return failure(refused.code(), String.valueOf(refused.getMessage()));
    } catch (DirectoryException refused) {
      return failure(refused.adCode(), refused.getMessage());
    } catch (EvaluationException failed) {
      return failure(failed.code(), String.valueOf(failed.getMessage()));
    }
  }

  private boolean members(ObjectGuid guid, List<CloudMember> members) {
    if (members.isEmpty()) {
      return false;
    }
    Membership.Difference difference = membership.additions(guid, membership.wanted(members));
    if (!difference.nothing()) {
      provisioning.setMembers(guid, difference);
    }
    return !difference.nothing();
  }

  private static Result missing(String groupId) {
    return failure("NotFound", "Group " + groupId + " does not exist in the cloud.");
  }

  private static Result failure(String code, String message) {
    return new Result("Failure", "Other", code, message, "", "");
  }
}
