package dev.landfall.engine.migration;

import dev.landfall.core.check.Check;
import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.directory.DirectoryFacts;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.DistinguishedName;
import dev.landfall.engine.cloudsync.JobDefinition;
import dev.landfall.engine.migration.Finding.Code;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.run.RunRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The prerequisites of the migration, one check each, ids as in the reference. A failed one blocks,
 * a warning wants an acknowledgement.
 */
final class Prerequisites {
  private static final AttributeName STAMP = AttributeName.of(Assessor.STAMP);
  private static final AttributeName REASON_FILTERED = AttributeName.of("reasonFiltered");
  private static final String OWN_AGENT =
      "The command line hosts the provisioning agent; nothing is installed.";

  private final MigrationWorld world;
  private final List<GroupAssessment> groups;
  private final List<Check> checks = new ArrayList<>();

  private Prerequisites(MigrationWorld world, List<GroupAssessment> groups) {
    this.world = world;
    this.groups = groups;
  }

  static List<Check> of(MigrationWorld world, List<GroupAssessment> groups) {
    Prerequisites prerequisites = new Prerequisites(world, groups);
    prerequisites.cloud();
    prerequisites.directory();
    prerequisites.groups();
    prerequisites.engine();
    prerequisites.checks.sort(Comparator.comparing(Check::id));
    return List.copyOf(prerequisites.checks);
  }

  private void check(String id, boolean holds, String pass, String fail, String fix) {
    checks.add(holds ? Check.pass(id, pass) : Check.fail(id, fail, fix));
  }

  private void warn(String id, boolean holds, String pass, String warning, String fix) {
    checks.add(holds ? Check.pass(id, pass) : Check.warn(id, warning, fix));
  }

  private List<GroupAssessment> migratable() {
    return groups.stream().filter(GroupAssessment::migratable).toList();
  }

  private void cloud() {
    var granted = world.cloud().grantedPermissions();
    List<String> missing = new ArrayList<>();
    if (granted.stream().noneMatch(name -> name.startsWith("Group.Read"))
        && !granted.contains("Directory.Read.All")
        && !granted.contains("Directory.ReadWrite.All")) {
      missing.add("Group.ReadWrite.All");
    }
    if (!granted.contains("OnPremDirectorySynchronization.ReadWrite.All")) {
      missing.add("OnPremDirectorySynchronization.ReadWrite.All");
    }
    check(
        "PRE-01",
        missing.isEmpty(),
        "The application has the permissions the migration needs.",
        "The application lacks " + String.join(", ", missing) + ".",
        "Grant the permissions and consent as administrator.");
    Map<TenantFeature, Boolean> features = world.cloud().features();
    boolean v2 = features.getOrDefault(TenantFeature.GROUP_WRITEBACK_V2, false);
    boolean v1 = features.getOrDefault(TenantFeature.UNIFIED_GROUP_WRITEBACK, false);
    check(
        "PRE-13",
        v2,
        "Group writeback V2 is on; V1 is " + (v1 ? "on." : "off."),
        "Group writeback V2 is not on: there is nothing to migrate, or it is migrated already.",
        "Look at \"landfall migrate status\".");
    List<String> coming = new ArrayList<>();
    if (v1) {
      world
          .cloud()
          .allGroups(
              group -> {
                if (group.unified()
                    && group
                        .writeback()
                        .flatMap(CloudGroup.Writeback::enabled)
                        .equals(Optional.of(false))) {
                  coming.add(group.displayName());
                }
              });
    }
    warn(
        "PRE-14",
        coming.isEmpty(),
        "No Microsoft 365 group will appear in AD.",
        coming.size() + " Microsoft 365 groups will appear in AD after V2 is off: " + coming,
        "Acknowledge with --yes, or delete the groups first.");
    warn(
        "PRE-30",
        world.cloud().premiumLicence(),
        "A licence with Microsoft Entra ID P1 was found.",
        "No licence with Microsoft Entra ID P1 or better was found.",
        "Cloud Sync to AD needs one.");
  }

  private void directory() {
    DirectoryFacts facts = world.directory().facts();
    boolean stamp =
        facts
            .stamp()
            .map(
                found ->
                    found.attributeId().equals("1.2.840.113556.1.4.2310") && found.singleValued())
            .orElse(false);
    check(
        "PRE-03",
        stamp,
        "The schema has " + Assessor.STAMP + ".",
        "The AD schema lacks " + Assessor.STAMP + ".",
        "Extend the schema to Windows Server 2016 level (adprep).");
    check(
        "PRE-04",
        facts.stampAllowedOnGroup(),
        "Class group may hold it.",
        "The attribute is not allowed on class group.",
        "Check mayContain of mailRecipient in the schema.");
    warn(
        "PRE-05",
        facts.schemaVersion() >= 87,
        "The schema has version " + facts.schemaVersion() + ".",
        "The schema has version "
            + facts.schemaVersion()
            + ", below 87"
            + (stamp ? " although the attribute exists (custom extension)." : "."),
        "Windows Server 2016 brings version 87.");
    List<String> old =
        facts.domainControllers().stream()
            .filter(dc -> dc.version().compareTo("10.0 (14393)") < 0)
            .map(DirectoryFacts.DomainController::dn)
            .toList();
    warn(
        "PRE-06",
        old.isEmpty(),
        "All domain controllers run Windows Server 2016 or later.",
        "Domain controllers of another or older system: " + old,
        "Windows Server 2016 or later is supported.");
    checks.add(Check.pass("PRE-07", OWN_AGENT));
    checks.add(Check.warn("PRE-08", "Only one agent: no failover.", "One agent is enough here."));
    check(
        "PRE-09",
        facts.globalCatalogReady(),
        "Domain controller and global catalog answer.",
        "The global catalog does not answer: members could not be looked up.",
        "Open the port of forests[].globalCatalog.");
    check(
        "PRE-10",
        facts.stamp().map(DirectoryFacts.StampAttribute::inGlobalCatalog).orElse(false),
        "The attribute is in the global catalog.",
        "The attribute is not in the global catalog; nested groups could not be resolved.",
        "Set isMemberOfPartialAttributeSet on its schema object.");
    writeRights();
    warn(
        "PRE-25",
        facts.recycleBin(),
        "The recycle bin is on.",
        "The recycle bin is off: a deleted group could not be restored with SID and links.",
        "Confirm a system-state backup, then acknowledge with --yes.");
    checks.add(
        Check.pass("PRE-29", "All reads and writes use " + facts.server() + "; one controller."));
    boolean creatable =
        world.directory().creatable(world.cloudSyncContainer()).stream()
            .anyMatch("group"::equalsIgnoreCase);
    check(
        "PRE-26",
        creatable,
        "The account may create groups in \"" + world.cloudSyncContainer() + "\".",
        "The account may not create groups in \"" + world.cloudSyncContainer() + "\".",
        "Grant create, delete and full control of groups there.");
  }

  private void writeRights() {
    List<String> denied =
        migratable().stream()
            .filter(group -> group.stamp().isEmpty())
            .limit(20)
            .filter(group -> !world.directory().writable(group.guid()).contains(STAMP))
            .map(GroupAssessment::dn)
            .toList();
    check(
        "PRE-02",
        denied.isEmpty(),
        "The account may write the attribute.",
        "No right to write " + Assessor.STAMP + " on " + denied,
        "Grant write on the property set Personal Information.");
  }

  private void groups() {
    Predicate<GroupAssessment> wellFormed = group -> !group.has(Code.BLOCK_MALFORMED);
    long blocked = groups.stream().filter(group -> !group.migratable()).count();
    long largest = groups.stream().mapToLong(GroupAssessment::members).max().orElse(0);
    checks.add(
        groups.stream().anyMatch(group -> group.has(Code.BLOCK_TOO_LARGE))
            ? Check.warn("PRE-15", "A group is above 50,000 members and is left out.", "Split it.")
            : Check.pass("PRE-15", "The largest group has " + largest + " members."));
    long memberships = migratable().stream().mapToLong(GroupAssessment::members).sum();
    warn(
        "PRE-16",
        migratable().size() <= 10_000 && memberships <= 250_000,
        migratable().size() + " groups with " + memberships + " memberships: within limits.",
        "Scope exceeds the published limits (10,000 groups, 250,000 memberships).",
        "Expect long cycles.");
    warn(
        "PRE-17",
        blocked == 0,
        migratable().size() + " groups can be migrated.",
        blocked + " groups are not supported; they are left out and stay as they are.",
        "See their reasons; --strict makes this a failure.");
    warn(
        "PRE-18",
        groups.stream().allMatch(wellFormed),
        "Every adminDescription is well formed.",
        "Malformed adminDescription on "
            + groups.stream().filter(wellFormed.negate()).map(GroupAssessment::dn).toList(),
        "Correct or remove the value.");
    warn(
        "PRE-19",
        groups.stream()
            .noneMatch(
                group -> group.has(Code.BLOCK_DUPLICATE) || group.has(Code.BLOCK_STAMP_IN_USE)),
        "Every anchor text belongs to one object.",
        "An anchor text is used by several objects; those groups are left out.",
        "Remove it from the object that is not the group.");
    warn(
        "PRE-27",
        groups.stream().noneMatch(group -> group.has(Code.WARN_ADMINSDHOLDER)),
        "No group is protected by AdminSDHolder.",
        "Groups protected by AdminSDHolder may refuse updates.",
        "Clear adminCount or grant rights explicitly.");
    sampleIdentifiers();
    long byId =
        migratable().stream().filter(group -> commonName(group).startsWith("Group_")).count();
    checks.add(
        Check.pass(
            "PRE-33",
            "Names: "
                + byId
                + " by object id, "
                + (migratable().size() - byId)
                + " by display name."));
    List<String> moved =
        groups.stream()
            .map(GroupAssessment::dn)
            .filter(
                dn ->
                    !DistinguishedName.parse(dn)
                        .map(name -> name.within(world.container()))
                        .orElse(false))
            .toList();
    warn(
        "PRE-34",
        moved.isEmpty(),
        "All written-back groups are below the writeback container.",
        "Groups live elsewhere: " + moved,
        "Cloud Sync would move them into its container.");
  }

  static String commonName(GroupAssessment group) {
    return DistinguishedName.parse(group.dn()).map(DistinguishedName::commonName).orElse("");
  }

  private void sampleIdentifiers() {
    long lost = groups.stream().mapToLong(group -> group.losses().size()).sum();
    checks.add(
        Check.pass(
            "PRE-12",
            "Members were resolved one by one; "
                + lost
                + " in all would be lost (see the reasons of their groups)."));
  }

  private void engine() {
    checks.add(Check.pass("PRE-11", "The engine is Landfall's own."));
    List<SyncRule> rules = world.engine().rules().all();
    List<String> deleting =
        rules.stream()
            .filter(rule -> !rule.disabled())
            .filter(Prerequisites::deletesOutOfScope)
            .map(SyncRule::name)
            .toList();
    check(
        "PRE-21",
        deleting.isEmpty(),
        "No rule deletes groups out of writeback scope.",
        "Rules delete groups out of writeback scope: " + deleting,
        "Disable them before the migration.");
    List<String> wrong =
        rules.stream().filter(CoexistenceRules::onWrongConnector).map(SyncRule::name).toList();
    boolean free = CoexistenceRules.freePrecedences(rules).isPresent();
    check(
        "PRE-22",
        wrong.isEmpty() && free,
        "Two precedences below 100 are free and no rule stands in the way.",
        wrong.isEmpty()
            ? "No two precedences below 100 are free."
            : "RULE_WRONG_CONNECTOR: "
                + wrong
                + " – the marker belongs on the Entra connector, the shield on the AD connector.",
        wrong.isEmpty()
            ? "Free two precedences below 100."
            : "Remove the rules (\"landfall rules remove\"); the migration adds them rightly.");
    checks.add(Check.pass("PRE-23", "This server is the only one that is configured here."));
    lastCycle();
    pendingExports();
    checks.add(
        world.jobs().all().stream().noneMatch(job -> job.state() == JobDefinition.State.ACTIVE)
            ? Check.pass("PRE-28", "No provisioning job is active for the domain.")
            : Check.fail(
                "PRE-28",
                "Cloud Sync is already provisioning this domain.",
                "Pause the job: landfall cloudsync jobs pause."));
    checks.add(Check.pass("PRE-20", "The writeback container is within the forest's containers."));
    checks.add(
        Check.pass("PRE-31", "Written-back groups live in the forest of the writeback only."));
    boolean guarded =
        rules.stream()
            .filter(rule -> !rule.disabled() && rule.inbound())
            .filter(rule -> rule.connector().equals(world.forest()))
            .filter(rule -> rule.csObjectType().equalsIgnoreCase("group"))
            .filter(rule -> rule.linkType() == LinkType.PROVISION)
            .allMatch(Prerequisites::excludesWrittenBack);
    warn(
        "PRE-32",
        guarded,
        "Written-back groups are kept from being synchronized up again.",
        "A rule may project written-back groups as new groups.",
        "Add \"adminDescription NOTSTARTSWITH Group_\" to its scope.");
    ConnectorId[] both = {world.forest(), ConnectorId.ENTRA};
    boolean guards = true;
    for (ConnectorId connector : both) {
      guards &= world.engine().settings().deletionThreshold(connector).isPresent();
    }
    warn(
        "PRE-35",
        guards,
        "The deletion thresholds are on.",
        "A deletion threshold is off.",
        "Switch it on again.");
    checks.add(Check.pass("PRE-36", "The seven steps run in one go, well within seven days."));
  }

  private static boolean deletesOutOfScope(SyncRule rule) {
    return rule.id().equals(CoexistenceRules.DELETE_RULE_ID)
        || (rule.inbound()
            && rule.flows().stream()
                .anyMatch(
                    flow ->
                        flow.target().equals(REASON_FILTERED)
                            && flow.transformation().toString().contains("DeleteThisGroupInAD")));
  }

  private static boolean excludesWrittenBack(SyncRule rule) {
    return !rule.scope().isEmpty()
        && rule.scope().stream()
            .allMatch(
                group ->
                    group.stream()
                        .anyMatch(
                            clause ->
                                clause.attribute().key().equals("admindescription")
                                    && clause.operator() == ScopeOperator.NOTSTARTSWITH));
  }

  private void lastCycle() {
    Optional<RunRecord> bad =
        world.engine().history().latest(6).stream()
            .filter(run -> !run.result().result().equals("success"))
            .filter(run -> !run.result().result().startsWith("completed-no"))
            .filter(run -> !run.result().result().equals("completed-warnings"))
            .findFirst();
    boolean any = !world.engine().history().latest(1).isEmpty();
    if (!any || bad.isPresent()) {
      checks.add(
          Check.warn(
              "PRE-24b",
              any
                  ? "The last cycle did not succeed everywhere: " + bad.get().result().result()
                  : "No cycle has run yet.",
              "Run \"landfall cycle start --policy delta\" and look at \"landfall history\"."));
    }
  }

  private void pendingExports() {
    ConnectorSpace space = world.engine().store().connectorSpace(world.forest());
    List<String> pending = new ArrayList<>();
    for (GroupAssessment group : migratable()) {
      space
          .byAnchor(new Anchor(group.guid().toString()))
          .filter(
              object ->
                  !object.unapplied().isNone() || space.references().hasUnapplied(object.id()))
          .map(CsObject::dn)
          .ifPresent(pending::add);
    }
    check(
        "PRE-24",
        pending.isEmpty(),
        "No export is pending for written-back groups.",
        "Exports are pending for " + pending.size() + " written-back groups.",
        "Let them finish first: landfall cycle start --policy delta.");
  }
}
