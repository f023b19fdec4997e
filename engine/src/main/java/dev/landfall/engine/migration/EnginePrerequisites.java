package dev.landfall.engine.migration;

import dev.landfall.core.check.Check;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.cloudsync.JobDefinition;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.rule.standard.WritebackDeleteRule;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.engine.sync.WritebackMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prerequisites in Connect Sync: rules, runs, pending exports, thresholds. */
final class EnginePrerequisites {
  private static final AttributeName REASON_FILTERED = AttributeName.of("reasonFiltered");

  private final MigrationWorld world;
  private final List<GroupAssessment> groups;
  private final CheckList checks = new CheckList();

  EnginePrerequisites(MigrationWorld world, List<GroupAssessment> groups) {
    this.world = world;
    this.groups = groups;
  }

  List<Check> checks() {
    engine();
    return checks.list();
  }

  private List<GroupAssessment> migratable() {
    return groups.stream().filter(GroupAssessment::migratable).toList();
  }

  private void engine() {
    checks.add(Check.pass("PRE-11", "The engine is Landfall's own."));
    List<SyncRule> rules = world.engine().rules().all();
    List<String> deleting =
        rules.stream()
            .filter(rule -> !rule.disabled())
            .filter(EnginePrerequisites::deletesOutOfScope)
            .map(SyncRule::name)
            .toList();
    checks.require(
        "PRE-21",
        deleting.isEmpty(),
        "No rule deletes groups out of writeback scope.",
        "Rules delete groups out of writeback scope: " + deleting,
        "Disable them before the migration.");
    List<String> wrong =
        rules.stream().filter(CoexistenceRules::onWrongConnector).map(SyncRule::name).toList();
    boolean free = CoexistenceRules.freePrecedences(rules).isPresent();
    checks.require(
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
    checks.add(
        Check.warn(
            "PRE-23",
            "Other Connect servers of the tenant cannot be seen from here.",
            "Make sure that no other server is active; acknowledge with --yes."));
    lastCycle();
    pendingExports();
    checks.add(
        world.jobs().all().stream().noneMatch(job -> job.state() == JobDefinition.State.ACTIVE)
            ? Check.pass("PRE-28", "No provisioning job is active for the domain.")
            : Check.fail(
                "PRE-28",
                "Cloud Sync is already provisioning this domain.",
                "Pause the job: landfall cloudsync jobs pause."));
    containers();
    otherForests();
    boolean guarded =
        rules.stream()
            .filter(rule -> !rule.disabled() && rule.inbound())
            .filter(rule -> rule.connector().equals(world.forest()))
            .filter(rule -> rule.csObjectType().equalsIgnoreCase("group"))
            .filter(rule -> rule.linkType() == LinkType.PROVISION)
            .allMatch(EnginePrerequisites::excludesWrittenBack);
    checks.expect(
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
    checks.expect(
        "PRE-35",
        guards,
        "The deletion thresholds are on.",
        "A deletion threshold is off.",
        "Switch it on again.");
    checks.add(Check.pass("PRE-36", "The seven steps run in one go, well within seven days."));
  }

  private static boolean deletesOutOfScope(SyncRule rule) {
    return rule.id().equals(WritebackDeleteRule.ID)
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

  /** What the connector space holds was in the containers read; what it lacks may not be. */
  private void containers() {
    ConnectorSpace space = world.engine().store().connectorSpace(world.forest());
    List<String> missing =
        migratable().stream()
            .filter(group -> space.byAnchor(new Anchor(group.guid().toString())).isEmpty())
            .map(GroupAssessment::dn)
            .toList();
    checks.require(
        "PRE-20",
        missing.isEmpty(),
        "Every written-back group is in the connector space.",
        missing.size()
            + " written-back groups are not in the connector space, first "
            + missing.stream().findFirst().orElse("")
            + ".",
        "Add their container to forests[].containers and run a full import.");
  }

  private void otherForests() {
    List<String> elsewhere = new ArrayList<>();
    for (Connector connector : world.engine().connectors()) {
      if (connector.kind() == SystemKind.ACTIVE_DIRECTORY
          && !connector.id().equals(world.forest())) {
        ConnectorSpace space = world.engine().store().connectorSpace(connector.id());
        long after = 0;
        List<CsObject> page;
        while (!(page = space.all(after, 500)).isEmpty()) {
          page.stream()
              .filter(object -> WritebackMark.on(object.importedImage()))
              .map(CsObject::dn)
              .forEach(elsewhere::add);
          after = page.get(page.size() - 1).id();
        }
      }
    }
    checks.require(
        "PRE-31",
        elsewhere.isEmpty(),
        "Written-back groups live in the forest of the writeback only.",
        "Written-back groups live in another forest too, first "
            + elsewhere.stream().findFirst().orElse("")
            + ".",
        "Plan one migration per forest before V2 is turned off.");
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
    checks.require(
        "PRE-24",
        pending.isEmpty(),
        "No export is pending for written-back groups.",
        "Exports are pending for " + pending.size() + " written-back groups.",
        "Let them finish first: landfall cycle start --policy delta.");
  }
}
