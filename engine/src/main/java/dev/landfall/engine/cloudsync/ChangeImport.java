package dev.landfall.engine.cloudsync;

import dev.landfall.core.cloud.CloudDirectory;
import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.cloud.CloudGroupSink;
import dev.landfall.core.cloud.CloudMember;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The first part of a cycle: notes durably which groups are to be looked at, because they changed,
 * because they are gone, or because an attempt that failed is due again.
 */
final class ChangeImport {
  private final JobDefinition job;
  private final JobStore jobs;
  private final CloudDirectory cloud;
  private final Clock clock;

  ChangeImport(JobDefinition job, JobStore jobs, CloudDirectory cloud, Clock clock) {
    this.job = job;
    this.jobs = jobs;
    this.cloud = cloud;
    this.clock = clock;
  }

  /**
   * Reads a round of changes: an initial one where there is no watermark, or none that can be used.
   *
   * @return where the next round starts
   */
  Watermark run() {
    Watermark next = changes();
    noteDueEscrows();
    return next;
  }

  private Watermark changes() {
    Optional<Watermark> from = jobs.watermark(job.id());
    try {
      return round(from);
    } catch (LandfallException expired) {
      if (expired.code() != ErrorCode.FULL_IMPORT_REQUIRED || from.isEmpty()) {
        throw expired;
      }
      jobs.clearWatermark(job.id());
      return round(Optional.empty());
    }
  }

  private Watermark round(Optional<Watermark> from) {
    if (from.isEmpty()) {
      jobs.initialRound(job.id(), true);
    }
    Watermark next = cloud.groupDelta(from, new Notes());
    if (jobs.initialRound(job.id())) {
      noteUnseen();
    }
    return next;
  }

  /**
   * An initial round shows what there is, not what went while no watermark could be used. So each
   * linked group that it did not show is asked for by name; that it was not shown proves nothing.
   */
  private void noteUnseen() {
    Set<String> unseen = new TreeSet<>(jobs.links(job).keySet());
    unseen.removeAll(jobs.pendingGroups(job.id()).keySet());
    for (String id : unseen) {
      JobStore.Change change = JobStore.Change.CHANGED;
      if (cloud.group(id).isEmpty()) {
        change =
            cloud.deletedGroup(id).isPresent()
                ? JobStore.Change.SOFT_DELETED
                : JobStore.Change.DELETED;
      }
      jobs.pend(job.id(), id, change);
    }
  }

  private void noteDueEscrows() {
    Map<String, Escrow> due = jobs.escrows(job);
    due.values().removeIf(escrow -> !escrow.due(clock.instant()));
    if (due.isEmpty()) {
      return;
    }
    // What changed just now is news; what failed then is not.
    due.keySet().removeAll(jobs.pendingGroups(job.id()).keySet());
    due.forEach((id, escrow) -> jobs.pend(job.id(), id, escrow.change()));
  }

  /** Notes which groups changed; their members are read when they are evaluated. */
  private final class Notes implements CloudGroupSink {
    private final Map<String, JobStore.Change> page = new LinkedHashMap<>();

    @Override
    public void group(CloudGroup group) {
      page.put(group.id(), JobStore.Change.CHANGED);
    }

    @Override
    public void members(String groupId, List<CloudMember> added, List<CloudMember> removed) {
      page.put(groupId, JobStore.Change.CHANGED);
    }

    @Override
    public void removed(String groupId, boolean permanently) {
      page.put(groupId, permanently ? JobStore.Change.DELETED : JobStore.Change.SOFT_DELETED);
    }

    @Override
    public void page(@Nullable Watermark resume) {
      jobs.store()
          .inTransaction(
              () -> {
                page.forEach((id, change) -> jobs.pend(job.id(), id, change));
                if (resume != null) {
                  jobs.watermark(job.id(), resume);
                }
              });
      page.clear();
    }
  }
}
