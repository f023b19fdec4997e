package dev.landfall.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.ldap.sdk.LDAPConnection;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.check.Check;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.directory.Directory;
import dev.landfall.core.directory.DirectoryEntry;
import dev.landfall.core.directory.DirectoryFilter;
import dev.landfall.core.directory.DirectoryQuery;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.engine.cloudsync.JobDefinition;
import dev.landfall.engine.cloudsync.JobStore;
import dev.landfall.engine.cloudsync.ProvisioningCycle;
import dev.landfall.engine.migration.Assessment;
import dev.landfall.engine.migration.GroupAssessment;
import dev.landfall.engine.migration.Invariants;
import dev.landfall.engine.migration.Journal;
import dev.landfall.engine.migration.Migration;
import dev.landfall.engine.migration.MigrationPlan;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RunRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The main job from end to end: writeback, migration by the seven steps, hand-over, later cloud
 * changes. Knows nothing of what stands behind the two systems: it runs against the embedded
 * default and against a real directory alike.
 */
public final class DemoScenario {
  private static final String STAMP = "msDS-ExternalDirectoryObjectId";

  private final Landfall landfall;
  private final LDAPConnection administrator;
  private final DemoGraph graph;
  private final DemoCompany company;
  private final Consumer<String> say;
  private List<DemoCompany.Group> groups = List.of();

  /**
   * @param administrator a connection that may create people and groups on premises
   * @param say told what happens, line by line
   */
  public DemoScenario(
      Landfall landfall,
      LDAPConnection administrator,
      long seed,
      int groupCount,
      Consumer<String> say) {
    this.landfall = landfall;
    this.administrator = administrator;
    this.company = new DemoCompany(seed, groupCount);
    this.say = say;
    this.graph = DemoGraph.of(landfall.configuration().tenant());
  }

  private String container() {
    return landfall.configuration().groupWriteback().orElseThrow().container();
  }

  private String root() {
    return landfall.directory().facts().defaultNamingContext();
  }

  /** The object ids of the cloud groups that were to be written back. */
  public Set<String> groupIds() {
    Set<String> ids = new TreeSet<>();
    groups.forEach(group -> ids.add(group.id()));
    return ids;
  }

  /** Builds the company on both sides and lets Connect Sync write the groups back. */
  public void writeBack() {
    say.accept("1. A company: " + DemoCompany.USERS + " people on premises");
    company.createOnPremises(administrator, root(), "OU=Staff," + root(), container());
    graph.put("/landfall/admin/domains/" + landfall.directory().facts().domain());
    landfall.cloud().setFeature(TenantFeature.UNIFIED_GROUP_WRITEBACK, true);
    landfall.cloud().setFeature(TenantFeature.GROUP_WRITEBACK_V2, true);
    say.accept("2. Connect Sync takes the people to the cloud");
    cycle(CyclePolicy.INITIAL);
    cycle(CyclePolicy.DELTA);
    groups = company.createInCloud(graph);
    say.accept(
        "3. In the cloud: "
            + groups.size()
            + " security groups to be written back, 6 Microsoft 365 and mail-enabled groups");
    cycle(CyclePolicy.DELTA);
    cycle(CyclePolicy.DELTA);
    DemoCompany.createOrphan(administrator, container());
    cycle(CyclePolicy.DELTA);
    requireWrittenBack();
  }

  private void cycle(CyclePolicy policy) {
    for (RunRecord run : landfall.engine().cycle(policy)) {
      if (!run.result().clean()) {
        throw new LandfallException(
            ErrorCode.UNEXPECTED,
            run.connectorName()
                + ", "
                + run.profile().label()
                + ": "
                + run.result().result()
                + " "
                + run.result().errors().stream().findFirst().map(Object::toString).orElse(""));
      }
      if (!run.result().counters().isEmpty()) {
        say.accept(
            "   "
                + run.connectorName()
                + ", "
                + run.profile().label()
                + ": "
                + run.result().counters());
      }
    }
  }

  private void requireWrittenBack() {
    long found =
        groups.stream().filter(group -> find("adminDescription", group.id()).isPresent()).count();
    say.accept("   " + found + " of " + groups.size() + " groups are in Active Directory");
    if (found != groups.size()) {
      throw new LandfallException(
          ErrorCode.UNEXPECTED, "Only " + found + " groups were written back.");
    }
  }

  private Optional<DirectoryEntry> find(String attribute, String id) {
    List<DirectoryEntry> found = new ArrayList<>();
    landfall
        .directory()
        .search(
            DirectoryQuery.below(
                root(), DirectoryFilter.equal(attribute, "Group_" + id), "displayName", "cn"),
            found::add);
    return found.stream().findFirst();
  }

  /** How the migration itself ended. */
  public record Migrated(
      List<Migration.StepStatus> steps, Invariants invariants, MigrationPlan plan) {}

  /** Assesses, plans, carries out the seven steps, and holds the end against the beginning. */
  public Migrated migrate() {
    Migration migration = new Migration(landfall.migrationWorld(), this::narrate);
    Assessment assessment = migration.assess(Migration.Choice.ALL);
    say.accept(
        "4. Assessment: "
            + count(assessment, GroupAssessment.Verdict.ELIGIBLE)
            + " eligible, "
            + count(assessment, GroupAssessment.Verdict.ATTENTION)
            + " need attention, "
            + count(assessment, GroupAssessment.Verdict.UNSUPPORTED)
            + " not supported and left alone");
    assessment.prerequisites().stream()
        .filter(check -> check.status() == Check.Status.FAIL)
        .findFirst()
        .ifPresent(
            check -> {
              throw new LandfallException(
                  ErrorCode.MIGRATION_GATE, check.id() + " " + check.message());
            });
    MigrationPlan plan = migration.plan(Migration.Choice.ALL);
    say.accept(
        "5. Plan "
            + plan.hash().substring(0, 12)
            + "…: "
            + plan.renames().size()
            + " renames, "
            + plan.moves().size()
            + " moves, "
            + plan.losses().size()
            + " member losses");
    migration.take(plan);
    Migration.Outcome outcome = migration.run(Optional.empty());
    if (outcome.stopped().isPresent()) {
      throw outcome.stopped().get();
    }
    var invariants = migration.verify();
    say.accept(
        "6. Verification: "
            + (invariants.hold()
                ? "same objects, same SIDs, same members"
                : "DIFFERENCES: " + invariants.details()));
    return new Migrated(migration.status(), invariants, plan);
  }

  /** Changes groups in the cloud and shows that Cloud Sync carries the changes over. */
  public DemoReport changeLater(Migrated migrated) {
    say.accept("7. Later changes in the cloud");
    return new DemoReport(migrated.steps(), migrated.invariants(), laterChanges(migrated.plan()));
  }

  private static long count(Assessment assessment, GroupAssessment.Verdict verdict) {
    return assessment.groups().stream().filter(group -> group.verdict() == verdict).count();
  }

  private void narrate(Journal.Entry entry) {
    switch (entry.kind()) {
      case STEP_BEGUN -> say.accept("   step " + entry.step());
      case GATE_PASSED -> say.accept("     " + entry.object() + ": " + entry.after());
      case GATE_REFUSED -> say.accept("     " + entry.object() + " REFUSED: " + entry.after());
      case PLAN, INTENT, DONE, STEP_VERIFIED, STEP_FAILED -> {
        // Single acts are in the journal; the gates tell the story.
      }
    }
  }

  private DemoReport.AfterMigration laterChanges(MigrationPlan plan) {
    DemoCompany.Group changed = groups.get(2);
    DemoCompany.Group renamed = groups.get(groups.size() - 1);
    DemoCompany.Group removed = groups.get(groups.size() - 2);
    String leaver = changed.members().get(0);
    String joiner = person(new HashSet<>(changed.members()));
    graph.delete("/v1.0/groups/" + changed.id() + "/members/" + leaver + "/$ref");
    graph.post(
        "/v1.0/groups/" + changed.id() + "/members/$ref",
        DemoGraph.object().put("@odata.id", "/v1.0/directoryObjects/" + joiner));
    graph.patch(
        "/v1.0/groups/" + renamed.id(), DemoGraph.object().put("displayName", "New name, later"));
    graph.delete("/v1.0/groups/" + removed.id());
    graph.delete("/v1.0/directory/deletedItems/" + removed.id());
    String created = createGroup(joiner);
    Optional<DirectoryEntry> doomed = find(STAMP, removed.id());
    selectAndRun(created);
    Directory directory = landfall.directory();
    Set<ObjectGuid> members = members(changed.id());
    DemoReport.AfterMigration after =
        new DemoReport.AfterMigration(
            members.contains(account(joiner)),
            !members.contains(account(leaver)),
            find(STAMP, created).map(entry -> members(created).size() == 1).orElse(false),
            find(STAMP, renamed.id())
                .flatMap(entry -> entry.attributes().text("displayName"))
                .map("New name, later"::equals)
                .orElse(false),
            doomed.map(entry -> directory.read(entry.guid(), Set.of()).isEmpty()).orElse(false));
    say.accept(
        "   member added "
            + yes(after.memberAdded())
            + ", removed "
            + yes(after.memberRemoved())
            + ", group created "
            + yes(after.groupCreated())
            + ", renamed "
            + yes(after.groupRenamed())
            + ", deleted "
            + yes(after.groupDeleted())
            + " (plan of "
            + plan.groups().size()
            + " groups)");
    return after;
  }

  private static String yes(boolean arrived) {
    return arrived ? "✓" : "✗";
  }

  private String createGroup(String member) {
    ObjectNode group = DemoGraph.object();
    group.put("displayName", "Created after the migration");
    group.put("mailEnabled", false);
    group.put("securityEnabled", true);
    group.put("mailNickname", "created" + UUID.nameUUIDFromBytes(new byte[] {7}));
    String id = graph.post("/v1.0/groups", group).path("id").asText();
    graph.post(
        "/v1.0/groups/" + id + "/members/$ref",
        DemoGraph.object().put("@odata.id", "/v1.0/directoryObjects/" + member));
    return id;
  }

  /** The new group is assigned to the job, and the job runs its next cycle. */
  private void selectAndRun(String created) {
    JobStore jobs = landfall.jobs();
    JobDefinition job = jobs.all().get(0);
    Set<String> selected = new TreeSet<>(job.selected().orElse(Set.of()));
    selected.add(created);
    jobs.put(job.withSelected(selected));
    var counts =
        new ProvisioningCycle(
                jobs.find(job.id()).orElseThrow(),
                jobs,
                landfall.cloud(),
                landfall.directory(),
                landfall.clock())
            .run();
    counts.failures().forEach(entry -> say.accept("   " + entry.code() + " " + entry.reason()));
  }

  private Set<ObjectGuid> members(String groupId) {
    Set<ObjectGuid> members = new HashSet<>();
    find(STAMP, groupId)
        .ifPresent(
            entry ->
                landfall
                    .directory()
                    .members(
                        entry.guid(), portion -> portion.forEach(one -> members.add(one.guid()))));
    return members;
  }

  private String person(Set<String> besides) {
    JsonNode page = graph.get("/v1.0/users?$select=id,onPremisesSyncEnabled&$top=999");
    for (JsonNode user : page.path("value")) {
      if (user.path("onPremisesSyncEnabled").asBoolean()
          && !besides.contains(user.path("id").asText())) {
        return user.path("id").asText();
      }
    }
    throw new LandfallException(ErrorCode.UNEXPECTED, "Nobody is left to be added.");
  }

  private ObjectGuid account(String userId) {
    return landfall.cloud().users(List.of(userId)).values().stream()
        .flatMap(user -> user.onPremisesObjectIdentifier().stream())
        .findFirst()
        .map(ObjectGuid::parse)
        .orElseThrow();
  }
}
