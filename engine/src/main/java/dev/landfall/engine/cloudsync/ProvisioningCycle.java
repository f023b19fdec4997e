package dev.landfall.engine.cloudsync;

import dev.landfall.core.cloud.CloudDirectory;
import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.directory.Directory;
import dev.landfall.core.directory.DirectoryEntry;
import dev.landfall.core.directory.DirectoryException;
import dev.landfall.core.directory.MemberEntry;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.expression.EvaluationException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One cycle of a provisioning job. Import notes durably which groups changed; each noted group is
 * then read again, scoped, matched, compared and written, and crossed off. Deletes are counted
 * before any is carried out. A crash leaves the notes, and the next cycle goes on with them.
 */
public final class ProvisioningCycle {
  private final JobDefinition job;
  private final JobStore jobs;
  private final CloudDirectory cloud;
  private final Directory directory;
  private final Clock clock;
  private final GroupProvisioning provisioning;
  private final Membership membership;
  private final CycleCounts counts = new CycleCounts();
  private final Set<String> newlyProvisioned = new HashSet<>();

  public ProvisioningCycle(
      JobDefinition job, JobStore jobs, CloudDirectory cloud, Directory directory, Clock clock) {
    this.job = job;
    this.jobs = jobs;
    this.cloud = cloud;
    this.directory = directory;
    this.clock = clock;
    this.provisioning = new GroupProvisioning(job, jobs, directory, clock);
    this.membership = new Membership(cloud, directory, this::provisionedGroup);
  }

  private Optional<ObjectGuid> provisionedGroup(String groupId) {
    return jobs.link(job.id(), groupId)
        .filter(link -> !link.dormant())
        .map(JobStore.GroupLink::guid);
  }

  /**
   * Runs the cycle: an initial one when there is no watermark, else an incremental one.
   *
   * @throws LandfallException {@code DELETION_THRESHOLD_EXCEEDED} if too many deletes are due; none
   *     was carried out and the job is in quarantine
   */
  public CycleCounts run() {
    Watermark next = new ChangeImport(job, jobs, cloud, clock).run();
    Map<String, JobStore.Change> pending = jobs.pendingGroups(job.id());
    Map<String, CloudGroup> groups = cloud.groups(pending.keySet());
    requireFewDeletes(pending, groups);
    // First every group, then every member: a nested group must be there before it can be a member.
    Map<String, ObjectGuid> ready = new LinkedHashMap<>();
    List<String> finished = new ArrayList<>();
    pending.forEach(
        (id, change) -> {
          Optional<ObjectGuid> guid = evaluate(id, change, Optional.ofNullable(groups.get(id)));
          guid.ifPresentOrElse(there -> ready.put(id, there), () -> finished.add(id));
        });
    parentsOfNew(pending).forEach(ready::putIfAbsent);
    ready.forEach(
        (id, guid) -> {
          members(id, guid, Optional.ofNullable(groups.get(id)));
          finished.add(id);
        });
    Set<String> failed = counts.failedGroups();
    jobs.store()
        .inTransaction(
            () -> {
              finished.forEach(id -> escrow(id, pending, failed.contains(id)));
              finished.forEach(id -> jobs.done(job.id(), id));
              jobs.watermark(job.id(), next);
              jobs.initialRound(job.id(), false);
              if (job.state() != JobDefinition.State.ACTIVE) {
                jobs.put(job.withState(JobDefinition.State.ACTIVE));
              }
            });
    return counts;
  }

  /** Groups already provisioned that wait for a group that is there now. */
  private Map<String, ObjectGuid> parentsOfNew(Map<String, JobStore.Change> pending) {
    Map<String, ObjectGuid> parents = new LinkedHashMap<>();
    for (String child : newlyProvisioned) {
      for (String parent : jobs.takeWaiting(job.id(), child)) {
        if (!pending.containsKey(parent)) {
          provisionedGroup(parent).ifPresent(guid -> parents.put(parent, guid));
        }
      }
    }
    return parents;
  }

  private void escrow(String id, Map<String, JobStore.Change> pending, boolean failed) {
    if (failed) {
      JobStore.Change change = pending.getOrDefault(id, JobStore.Change.CHANGED);
      jobs.escrow(job.id(), id, change, clock.instant());
    } else {
      jobs.endEscrow(job.id(), id);
    }
  }

  private void requireFewDeletes(
      Map<String, JobStore.Change> pending, Map<String, CloudGroup> groups) {
    List<String> deletes =
        pending.entrySet().stream()
            .filter(entry -> jobs.link(job.id(), entry.getKey()).isPresent())
            .filter(
                entry -> deletes(entry.getValue(), Optional.ofNullable(groups.get(entry.getKey()))))
            .map(Map.Entry::getKey)
            .toList();
    if (deletes.size() < job.deleteThreshold()) {
      return;
    }
    jobs.store()
        .inTransaction(
            () -> {
              deletes.forEach(
                  id ->
                      log(
                          "StagedDelete",
                          "failure",
                          id,
                          Optional.empty(),
                          "TooManyDeletes",
                          deletes.size() + " deletes are due",
                          ""));
              jobs.put(job.withState(JobDefinition.State.QUARANTINE));
            });
    throw new LandfallException(
        ErrorCode.DELETION_THRESHOLD_EXCEEDED,
        "Job "
            + job.id()
            + " would delete "
            + deletes.size()
            + " groups and its threshold is "
            + job.deleteThreshold()
            + ": none was deleted and the job is in quarantine. If the deletes are wanted: landfall"
            + " cloudsync run JOB --force-deletes.");
  }

  private boolean deletes(JobStore.Change change, Optional<CloudGroup> group) {
    if (change == JobStore.Change.DELETED && group.isEmpty()) {
      return true;
    }
    return job.deleteOutOfScope()
        && group.map(there -> Scoping.outBecause(job, there).isPresent()).orElse(true);
  }

  /** Returns the object whose members are to be set, if there is one. */
  private Optional<ObjectGuid> evaluate(
      String id, JobStore.Change change, Optional<CloudGroup> found) {
    counts.imported();
    try {
      if (found.isEmpty()) {
        gone(id, change);
        return Optional.empty();
      }
      CloudGroup group = found.get();
      Optional<String> out = Scoping.outBecause(job, group);
      if (out.isPresent()) {
        leaveScope(group, out.get());
        return Optional.empty();
      }
      counts.entitled();
      GroupProvisioning.requireWithinLimit(cloud.memberCount(id));
      boolean linked = jobs.link(job.id(), id).filter(link -> !link.dormant()).isPresent();
      Optional<DirectoryEntry> matched = provisioning.match(group);
      GroupProvisioning.Provisioned done = provisioning.provision(group, matched);
      if (!linked) {
        newlyProvisioned.add(id);
        matched.ifPresent(entry -> counts.adopted());
      }
      log(
          done.action(),
          done.written() ? "success" : "skipped",
          id,
          found,
          done.written() ? "" : "RedundantExport",
          !linked && matched.isPresent() ? "adopted" : "",
          done.modified());
      return Optional.of(done.guid());
    } catch (GroupProvisioning.Refused refused) {
      log("Other", "failure", id, found, refused.code(), String.valueOf(refused.getMessage()), "");
    } catch (DirectoryException refused) {
      log("Other", "failure", id, found, refused.adCode(), refused.getMessage(), "");
    } catch (EvaluationException failed) {
      log("Other", "failure", id, found, failed.code(), String.valueOf(failed.getMessage()), "");
    }
    return Optional.empty();
  }

  private void gone(String id, JobStore.Change change) {
    Optional<JobStore.GroupLink> link = jobs.link(job.id(), id);
    if (link.isEmpty()) {
      return;
    }
    if (change == JobStore.Change.DELETED || job.deleteOutOfScope()) {
      directory.delete(link.get().guid());
      jobs.unlink(job.id(), id);
      log("Delete", "success", id, Optional.empty(), "", "", "");
    } else {
      jobs.link(job.id(), id, new JobStore.GroupLink(link.get().guid(), true));
      log(
          "Other",
          "skipped",
          id,
          Optional.empty(),
          "NotEffectivelyEntitled",
          "the group is soft-deleted; its object stays until it is purged",
          "");
    }
  }

  private void leaveScope(CloudGroup group, String reason) {
    Optional<JobStore.GroupLink> link = jobs.link(job.id(), group.id());
    if (link.isEmpty()) {
      return;
    }
    if (job.deleteOutOfScope()) {
      directory.delete(link.get().guid());
      jobs.unlink(job.id(), group.id());
      log("Delete", "success", group.id(), Optional.of(group), "", reason, "");
    } else if (!link.get().dormant()) {
      jobs.link(job.id(), group.id(), new JobStore.GroupLink(link.get().guid(), true));
      log("Other", "skipped", group.id(), Optional.of(group), "NotEffectivelyEntitled", reason, "");
    }
  }

  private void members(String id, ObjectGuid guid, Optional<CloudGroup> group) {
    try {
      Membership.Wanted wanted = membership.wanted(id);
      wanted.missingGroups().forEach(child -> jobs.waiting(job.id(), child, id));
      Membership.Difference difference = membership.difference(guid, wanted);
      if (difference.nothing()) {
        return;
      }
      List<Directory.RefusedMember> refused = provisioning.setMembers(guid, difference);
      Set<ObjectGuid> unwritten = new HashSet<>();
      refused.forEach(it -> unwritten.add(it.member().guid()));
      int added = written(difference.add(), unwritten);
      int removed = written(difference.remove(), unwritten);
      counts.members(added, removed);
      log(
          "Update",
          refused.isEmpty() ? "success" : "warning",
          id,
          group,
          refused.isEmpty() ? "" : refused.get(0).reason().adCode(),
          refused.isEmpty() ? skipped(difference) : refused.get(0).reason().getMessage(),
          "member: " + added + " added, " + removed + " removed");
    } catch (DirectoryException failed) {
      log("Update", "failure", id, group, failed.adCode(), failed.getMessage(), "member");
    }
  }

  private static int written(Collection<MemberEntry> members, Set<ObjectGuid> unwritten) {
    return (int) members.stream().filter(it -> !unwritten.contains(it.guid())).count();
  }

  private static String skipped(Membership.Difference difference) {
    return difference.skipped().isEmpty()
        ? ""
        : difference.skipped().size() + " members have no object on premises";
  }

  private void log(
      String action,
      String status,
      String id,
      Optional<CloudGroup> group,
      String code,
      String reason,
      String modified) {
    ProvisioningLogEntry entry =
        new ProvisioningLogEntry(
            clock.instant(),
            job.id(),
            action,
            status,
            id,
            group.map(CloudGroup::displayName).orElse(""),
            jobs.link(job.id(), id).map(link -> link.guid().toString()).orElse(""),
            "",
            code,
            reason,
            modified);
    jobs.log(entry);
    counts.export(entry);
  }
}
