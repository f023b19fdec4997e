package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.cloud.CloudMember;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.cloudsync.CycleCounts;
import dev.landfall.engine.cloudsync.JobDefinition;
import dev.landfall.engine.cloudsync.OnDemandProvisioning;
import dev.landfall.engine.cloudsync.ProvisioningCycle;
import dev.landfall.engine.cloudsync.ProvisioningLogEntry;
import dev.landfall.engine.migration.Migration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "cloudsync",
    mixinStandardHelpOptions = true,
    description = "Cloud Sync: provisioning jobs from Entra ID to Active Directory.",
    subcommands = CloudSyncJobsCommand.class,
    footer = {"", "Example: landfall cloudsync run JOB"})
final class CloudSyncCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  RootCommand root() {
    return root;
  }

  static JobDefinition job(Landfall landfall, String id) {
    List<JobDefinition> all = landfall.jobs().all();
    return all.stream()
        .filter(job -> job.id().equals(id) || (id.equals("-") && all.size() == 1))
        .findFirst()
        .orElseThrow(
            () ->
                new LandfallException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "There is no job \""
                        + id
                        + "\"; there are "
                        + all.stream().map(JobDefinition::id).toList()
                        + "."));
  }

  /** Two engines must not write the same groups. */
  static void requireReleased(Landfall landfall) {
    boolean v2 = landfall.cloud().features().getOrDefault(TenantFeature.GROUP_WRITEBACK_V2, false);
    boolean underWay =
        landfall.configuration().groupWriteback().isPresent()
            && new Migration(landfall.migrationWorld(), entry -> {}).underWay()
            && !new Migration(landfall.migrationWorld(), entry -> {}).released();
    if (v2 || underWay) {
      throw new LandfallException(
          ErrorCode.MIGRATION_GATE,
          (v2 ? "Group writeback V2 is on" : "The migration has not released the groups yet")
              + ": Connect Sync and Cloud Sync would write the same groups. Finish \"landfall"
              + " migrate run\" first.");
    }
  }

  @Command(
      description = "Runs one cycle of a job now.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cloudsync run JOB"})
  int run(
      @Parameters(paramLabel = "JOB", description = "Job id; - for the only one.") String id,
      @Option(
              names = "--force-deletes",
              description = "Let this cycle delete as many groups as are due.")
          boolean forceDeletes) {
    return root.with(
        landfall -> {
          requireReleased(landfall);
          JobDefinition job = job(landfall, id);
          CycleCounts counts =
              new ProvisioningCycle(
                      forceDeletes ? job.withDeleteThreshold(Integer.MAX_VALUE) : job,
                      landfall.jobs(),
                      landfall.cloud(),
                      landfall.directory(),
                      landfall.clock())
                  .run();
          landfall
              .jobs()
              .find(job.id())
              .map(after -> after.withDeleteThreshold(job.deleteThreshold()))
              .ifPresent(landfall.jobs()::put);
          Output output = root.output();
          ObjectNode document = CloudSyncJobsCommand.json(job(landfall, job.id()));
          document.set("cycle", json(counts));
          output.document(document);
          output.say(
              counts.countImported()
                  + " groups read, "
                  + counts.countEntitled()
                  + " in scope, "
                  + counts.countCreated()
                  + " created, "
                  + counts.countUpdated()
                  + " updated, "
                  + counts.countDeleted()
                  + " deleted, "
                  + counts.countMembersAdded()
                  + " members added, "
                  + counts.countMembersRemoved()
                  + " removed, "
                  + counts.countEscrowed()
                  + " failed.");
          counts
              .failures()
              .forEach(
                  entry ->
                      output.progress(
                          "  "
                              + entry.code()
                              + " \""
                              + entry.sourceName()
                              + "\": "
                              + entry.reason()));
          return counts.countEscrowed() > 0 ? ExitCodes.OBJECT_ERRORS : ExitCodes.DONE;
        });
  }

  static ObjectNode json(CycleCounts counts) {
    return Output.object()
        .put("countImported", counts.countImported())
        .put("countEntitled", counts.countEntitled())
        .put("countExports", counts.countExports())
        .put("countExported", counts.countExported())
        .put("countEscrowed", counts.countEscrowed())
        .put("created", counts.countCreated())
        .put("adopted", counts.countAdopted())
        .put("updated", counts.countUpdated())
        .put("deleted", counts.countDeleted())
        .put("membersAdded", counts.countMembersAdded())
        .put("membersRemoved", counts.countMembersRemoved());
  }

  @Command(
      name = "provision-on-demand",
      description = "Provisions one group now, with at most five members.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cloudsync provision-on-demand JOB --group ID"})
  int provisionOnDemand(
      @Parameters(paramLabel = "JOB") String id,
      @Option(names = "--group", required = true, paramLabel = "ID") String group,
      @Option(names = "--members", split = ",", paramLabel = "ID") List<String> members) {
    List<String> named = Optional.ofNullable(members).orElse(List.of());
    if (named.size() > OnDemandProvisioning.MOST_MEMBERS) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "At most " + OnDemandProvisioning.MOST_MEMBERS + " members can be given.");
    }
    return root.with(
        landfall -> {
          requireReleased(landfall);
          OnDemandProvisioning.Result result =
              new OnDemandProvisioning(
                      job(landfall, id),
                      landfall.jobs(),
                      landfall.cloud(),
                      landfall.directory(),
                      landfall.clock())
                  .provision(group, typed(landfall, named));
          Output output = root.output();
          output.document(
              Output.object()
                  .put("result", result.result())
                  .put("action", result.action())
                  .put("code", result.code())
                  .put("message", result.message())
                  .put("targetId", result.targetId())
                  .put("dn", result.dn()));
          output.say(
              result.result()
                  + " ("
                  + result.action()
                  + ") "
                  + result.code()
                  + " "
                  + result.message()
                  + " "
                  + result.dn());
          return result.result().equals("Failure") ? ExitCodes.OBJECT_ERRORS : ExitCodes.DONE;
        });
  }

  /** A member is a group if the tenant knows a group with the id, else a user. */
  private static List<CloudMember> typed(Landfall landfall, List<String> ids) {
    var groups = landfall.cloud().groups(ids);
    return ids.stream()
        .map(
            id ->
                new CloudMember(
                    id, groups.containsKey(id) ? CloudMember.Type.GROUP : CloudMember.Type.USER))
        .toList();
  }

  @Command(
      description = "Shows the provisioning log, newest first.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cloudsync logs --limit 50"})
  int logs(@Option(names = "--limit", defaultValue = "50") int limit) {
    return root.with(
        landfall -> {
          Output output = root.output();
          List<ProvisioningLogEntry> entries = landfall.jobs().log(limit);
          ObjectNode document = Output.object();
          ArrayNode array = document.putArray("entries");
          for (ProvisioningLogEntry entry : entries) {
            array
                .addObject()
                .put("activityDateTime", entry.time().toString())
                .put("jobId", entry.job())
                .put("provisioningAction", entry.action())
                .put("status", entry.status())
                .put("sourceId", entry.sourceId())
                .put("sourceName", entry.sourceName())
                .put("targetId", entry.targetId())
                .put("errorCode", entry.code())
                .put("reason", entry.reason())
                .put("modified", entry.modified());
          }
          output.document(document);
          output.table(
              List.of("time", "action", "status", "group", "code", "what"),
              entries.stream()
                  .map(
                      entry ->
                          List.of(
                              entry.time().toString(),
                              entry.action(),
                              entry.status(),
                              entry.sourceName().isEmpty() ? entry.sourceId() : entry.sourceName(),
                              entry.code(),
                              entry.modified()
                                  + (entry.reason().isEmpty() ? "" : " (" + entry.reason() + ")")))
                  .toList());
          return ExitCodes.DONE;
        });
  }
}
