package dev.landfall.engine.migration;

import dev.landfall.engine.cloudsync.CycleCounts;
import dev.landfall.engine.cloudsync.JobDefinition;
import dev.landfall.engine.cloudsync.JobStore;
import dev.landfall.engine.cloudsync.OnDemandProvisioning;
import dev.landfall.engine.cloudsync.ProvisioningCycle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Step 7: Cloud Sync takes over. The job is created for exactly the groups of the plan; before it
 * runs, every group must be found, not created; the first cycle may delete nothing.
 */
final class CloudSyncStep implements MigrationStep {

  @Override
  public String id() {
    return "7-cloud-sync";
  }

  @Override
  public int items(MigrationPlan plan) {
    return plan.groups().size();
  }

  @Override
  public void run(StepContext context) {
    MigrationWorld world = context.world();
    JobStore jobs = world.jobs();
    JobDefinition job = job(context);
    requireFound(context, job);
    JobDefinition careful = job.withDeleteThreshold(1);
    CycleCounts[] counts = new CycleCounts[1];
    context.act(
        "provisioning job " + job.id(),
        job.state().graphName(),
        JobDefinition.State.ACTIVE.graphName(),
        () ->
            counts[0] =
                new ProvisioningCycle(
                        careful, jobs, world.cloud(), world.directory(), world.clock())
                    .run());
    jobs.find(job.id())
        .ifPresent(done -> jobs.put(done.withDeleteThreshold(job.deleteThreshold())));
    requireAdopted(context, job, counts[0]);
  }

  /** The id follows from tenant and domain, so that a second run finds the job of the first. */
  static String jobId(MigrationPlan plan) {
    UUID uuid =
        UUID.nameUUIDFromBytes(
            (plan.tenant() + "/" + plan.domain()).getBytes(StandardCharsets.UTF_8));
    return JobDefinition.TEMPLATE
        + "."
        + plan.tenant().replace("-", "").toLowerCase(Locale.ROOT)
        + "."
        + uuid;
  }

  private static JobDefinition job(StepContext context) {
    MigrationPlan plan = context.plan();
    JobStore jobs = context.world().jobs();
    String id = jobId(plan);
    Optional<JobDefinition> there = jobs.find(id);
    if (there.isPresent()) {
      return there.get();
    }
    Set<String> selected = new TreeSet<>();
    plan.groups().forEach(group -> selected.add(group.id()));
    JobDefinition job =
        new JobDefinition(
            id,
            plan.domain(),
            plan.container(),
            Optional.of(selected),
            plan.naming(),
            JobDefinition.DEFAULT_DELETE_THRESHOLD,
            false,
            Duration.ofMinutes(20),
            JobDefinition.State.NOT_RUN);
    context.act("job " + id, "", "created", () -> jobs.put(job));
    return job;
  }

  private static void requireFound(StepContext context, JobDefinition job) {
    MigrationWorld world = context.world();
    OnDemandProvisioning preview =
        new OnDemandProvisioning(
            job, world.jobs(), world.cloud(), world.directory(), world.clock());
    for (MigrationPlan.PlannedGroup group : context.plan().groups()) {
      OnDemandProvisioning.Result result = preview.preview(group.id());
      boolean purged = result.code().equals("NotFound");
      boolean same = result.targetId().equals(group.guid());
      if (!purged && !same) {
        throw context.refused(
            "7-found",
            "\""
                + group.dn()
                + "\" would not be adopted but answered "
                + result.result()
                + " "
                + result.action()
                + " "
                + result.code()
                + " "
                + result.message()
                + ".",
            "Nothing was written. Check its stamp on the domain controller in use; run step 1"
                + " again.");
      }
    }
    context.passed(
        "7-found", context.plan().groups().size() + " groups would be adopted, 0 created");
  }

  private static void requireAdopted(StepContext context, JobDefinition job, CycleCounts counts) {
    List<String> wrong =
        context.plan().groups().stream()
            .filter(group -> context.world().cloud().group(group.id()).isPresent())
            .filter(
                group ->
                    !context
                        .world()
                        .jobs()
                        .link(job.id(), group.id())
                        .map(link -> link.guid().toString().equals(group.guid()))
                        .orElse(false))
            .map(MigrationPlan.PlannedGroup::dn)
            .toList();
    if (!wrong.isEmpty()) {
      throw context.refused(
          "7-adopted",
          wrong.size()
              + " groups were not adopted, first \""
              + wrong.get(0)
              + "\""
              + counts.failures().stream()
                  .findFirst()
                  .map(entry -> ": " + entry.code() + " " + entry.reason())
                  .orElse("."),
          "Look at \"landfall cloudsync logs\" and run again.");
    }
    for (MigrationPlan.PlannedGroup group : context.plan().groups()) {
      context.already(group.dn(), group.guid());
    }
    context.passed(
        "7-adopted",
        counts.countAdopted()
            + " adopted now, "
            + counts.countCreated()
            + " created, "
            + counts.countDeleted()
            + " deleted");
  }
}
