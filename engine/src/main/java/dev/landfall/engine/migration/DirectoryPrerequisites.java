package dev.landfall.engine.migration;

import dev.landfall.core.check.Check;
import dev.landfall.core.directory.DirectoryFacts;
import dev.landfall.core.value.AttributeName;
import java.util.List;

/** Prerequisites on premises: schema, servers, rights of the account. */
final class DirectoryPrerequisites {
  private static final AttributeName STAMP = AttributeName.of(Assessor.STAMP);

  private static final String OWN_AGENT =
      "The command line hosts the provisioning agent; nothing is installed.";

  private final MigrationWorld world;
  private final List<GroupAssessment> groups;
  private final CheckList checks = new CheckList();

  DirectoryPrerequisites(MigrationWorld world, List<GroupAssessment> groups) {
    this.world = world;
    this.groups = groups;
  }

  List<Check> checks() {
    directory();
    return checks.list();
  }

  private List<GroupAssessment> migratable() {
    return groups.stream().filter(GroupAssessment::migratable).toList();
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
    checks.require(
        "PRE-03",
        stamp,
        "The schema has " + Assessor.STAMP + ".",
        "The AD schema lacks " + Assessor.STAMP + ".",
        "Extend the schema to Windows Server 2016 level (adprep).");
    checks.require(
        "PRE-04",
        facts.stampAllowedOnGroup(),
        "Class group may hold it.",
        "The attribute is not allowed on class group.",
        "Check mayContain of mailRecipient in the schema.");
    checks.expect(
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
    checks.expect(
        "PRE-06",
        old.isEmpty(),
        "All domain controllers run Windows Server 2016 or later.",
        "Domain controllers of another or older system: " + old,
        "Windows Server 2016 or later is supported.");
    checks.add(Check.pass("PRE-07", OWN_AGENT));
    checks.add(Check.warn("PRE-08", "Only one agent: no failover.", "One agent is enough here."));
    checks.require(
        "PRE-09",
        facts.globalCatalogReady(),
        "Domain controller and global catalog answer.",
        "The global catalog does not answer: members could not be looked up.",
        "Open the port of forests[].globalCatalog.");
    checks.require(
        "PRE-10",
        facts.stamp().map(DirectoryFacts.StampAttribute::inGlobalCatalog).orElse(false),
        "The attribute is in the global catalog.",
        "The attribute is not in the global catalog; nested groups could not be resolved.",
        "Set isMemberOfPartialAttributeSet on its schema object.");
    writeRights();
    checks.expect(
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
    checks.require(
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
    checks.require(
        "PRE-02",
        denied.isEmpty(),
        "The account may write the attribute.",
        "No right to write " + Assessor.STAMP + " on " + denied,
        "Grant write on the property set Personal Information.");
  }
}
