package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.cloudsync.GroupNaming;
import dev.landfall.engine.cloudsync.JobDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    description = "Provisioning jobs.",
    footer = {"", "Example: landfall cloudsync jobs list"})
final class CloudSyncJobsCommand {
  @ParentCommand private CloudSyncCommand parent = new CloudSyncCommand();

  static ObjectNode json(JobDefinition job) {
    ObjectNode node = Output.object();
    node.put("id", job.id());
    node.put("templateId", JobDefinition.TEMPLATE);
    node.putObject("status").put("code", job.state().graphName());
    node.putObject("schedule").put("interval", job.interval().toString());
    node.put("domain", job.domain());
    node.put("container", job.container());
    node.put("naming", job.naming().option());
    node.put("deleteThreshold", job.deleteThreshold());
    job.selected()
        .ifPresent(
            ids -> {
              var array = node.putArray("selectedGroups");
              ids.forEach(array::add);
            });
    return node;
  }

  @Command(
      description = "Lists the jobs.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cloudsync jobs list --json"})
  int list() {
    return parent
        .root()
        .with(
            landfall -> {
              Output output = parent.root().output();
              List<JobDefinition> jobs = landfall.jobs().all();
              ObjectNode document = Output.object();
              var array = document.putArray("jobs");
              jobs.forEach(job -> array.add(json(job)));
              output.document(document);
              output.table(
                  List.of("id", "status", "domain", "groups"),
                  jobs.stream()
                      .map(
                          job ->
                              List.of(
                                  job.id(),
                                  job.state().graphName(),
                                  job.domain(),
                                  job.selected()
                                      .map(ids -> Integer.toString(ids.size()))
                                      .orElse("all")))
                      .toList());
              return ExitCodes.DONE;
            });
  }

  @Command(
      description = "Creates a job; it runs once it is started.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cloudsync jobs create --select ID,ID"})
  int create(
      @Option(names = "--container", paramLabel = "DN") Optional<String> container,
      @Option(names = "--select", split = ",", paramLabel = "ID") List<String> select,
      @Option(
              names = "--naming",
              defaultValue = "default",
              paramLabel = "default|keep-writeback-names")
          String naming) {
    GroupNaming chosen =
        GroupNaming.parse(naming)
            .orElseThrow(
                () ->
                    new LandfallException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "\"" + naming + "\" is no naming preset."));
    return parent
        .root()
        .with(
            landfall -> {
              String tenant = landfall.cloud().tenant().id();
              JobDefinition job =
                  new JobDefinition(
                      JobDefinition.TEMPLATE
                          + "."
                          + tenant.replace("-", "")
                          + "."
                          + UUID.randomUUID(),
                      landfall.directory().facts().domain(),
                      container.orElseGet(landfall::cloudSyncContainer),
                      Optional.ofNullable(select).map(TreeSet::new),
                      chosen,
                      JobDefinition.DEFAULT_DELETE_THRESHOLD,
                      false,
                      Duration.ofMinutes(20),
                      JobDefinition.State.NOT_RUN);
              landfall.jobs().put(job);
              return show(job);
            });
  }

  private int show(JobDefinition job) {
    parent.root().output().document(json(job));
    parent.root().output().say(job.id() + " " + job.state().graphName());
    return ExitCodes.DONE;
  }

  private int change(String id, UnaryOperator<JobDefinition> change) {
    return parent
        .root()
        .with(
            landfall -> {
              JobDefinition job = change.apply(CloudSyncCommand.job(landfall, id));
              landfall.jobs().put(job);
              return show(job);
            });
  }

  @Command(
      description = "Shows one job.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cloudsync jobs show JOB"})
  int show(@Parameters(paramLabel = "JOB") String id) {
    return change(id, job -> job);
  }

  @Command(
      description = "Starts a job: its next cycle goes on from the watermark.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cloudsync jobs start JOB"})
  int start(@Parameters(paramLabel = "JOB") String id) {
    return parent
        .root()
        .with(
            landfall -> {
              CloudSyncCommand.requireReleased(landfall);
              JobDefinition job =
                  CloudSyncCommand.job(landfall, id).withState(JobDefinition.State.ACTIVE);
              landfall.jobs().put(job);
              return show(job);
            });
  }

  @Command(
      description = "Pauses a job; nothing in Active Directory changes.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cloudsync jobs pause JOB"})
  int pause(@Parameters(paramLabel = "JOB") String id) {
    return change(id, job -> job.withState(JobDefinition.State.PAUSED));
  }

  @Command(
      description = "Makes the next cycle an initial one; links are kept.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cloudsync jobs restart JOB"})
  int restart(@Parameters(paramLabel = "JOB") String id) {
    return parent
        .root()
        .with(
            (Landfall landfall) -> {
              JobDefinition job =
                  CloudSyncCommand.job(landfall, id).withState(JobDefinition.State.ACTIVE);
              landfall.jobs().clearWatermark(job.id());
              landfall.jobs().put(job);
              return show(job);
            });
  }

  @Command(
      description = "Deletes a job; nothing in Active Directory changes.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cloudsync jobs delete JOB"})
  int delete(@Parameters(paramLabel = "JOB") String id) {
    return parent
        .root()
        .with(
            landfall -> {
              JobDefinition job = CloudSyncCommand.job(landfall, id);
              landfall.jobs().remove(job.id());
              return show(job.withState(JobDefinition.State.PAUSED));
            });
  }
}
