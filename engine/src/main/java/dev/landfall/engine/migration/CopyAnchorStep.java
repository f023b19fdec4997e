package dev.landfall.engine.migration;

import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.directory.Directory;
import dev.landfall.core.directory.DirectoryEntry;
import dev.landfall.core.directory.DirectoryException;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.core.value.Value;
import java.util.List;
import java.util.Set;

/**
 * Step 1: writes {@code Group_<objectId>} into {@code msDS-ExternalDirectoryObjectId} of every
 * group of the plan, so that Cloud Sync can find it. A group that holds another value is not
 * touched.
 */
final class CopyAnchorStep implements MigrationStep {
  private static final AttributeName STAMP = AttributeName.of(Assessor.STAMP);

  @Override
  public String id() {
    return "1-copy-anchor";
  }

  @Override
  public int items(MigrationPlan plan) {
    return plan.groups().size();
  }

  @Override
  public void run(StepContext context) {
    Directory directory = context.world().directory();
    for (MigrationPlan.PlannedGroup group : context.plan().groups()) {
      stamp(context, directory, group);
    }
    List<String> missing =
        context.plan().groups().stream()
            .filter(group -> !stampOf(directory, group).equals(wanted(group)))
            .map(MigrationPlan.PlannedGroup::dn)
            .toList();
    if (!missing.isEmpty()) {
      throw context.refused(
          "stamped",
          missing.size() + " groups do not show the stamp: " + missing,
          "Wait for replication or look at the rights of the account, then run again.");
    }
    context.passed("stamped", context.plan().groups().size() + " groups");
  }

  private static String wanted(MigrationPlan.PlannedGroup group) {
    return AnchorText.canonical(group.id());
  }

  private static String stampOf(Directory directory, MigrationPlan.PlannedGroup group) {
    return directory
        .read(ObjectGuid.parse(group.guid()), Set.of(STAMP))
        .flatMap(entry -> entry.attributes().text(Assessor.STAMP))
        .orElse("");
  }

  private static void stamp(
      StepContext context, Directory directory, MigrationPlan.PlannedGroup group) {
    ObjectGuid guid = ObjectGuid.parse(group.guid());
    DirectoryEntry entry =
        directory
            .read(guid, Set.of(STAMP))
            .orElseThrow(
                () ->
                    context.refused(
                        "present",
                        "\"" + group.dn() + "\" is gone.",
                        "Restore it from the recycle bin, or make a new plan."));
    String wanted = wanted(group);
    String present = entry.attributes().text(Assessor.STAMP).orElse("");
    if (present.equals(wanted)) {
      context.already(group.dn(), wanted);
    } else if (present.isEmpty()) {
      context.act(group.dn(), "", wanted, () -> add(directory, guid, wanted));
    } else if (present.equalsIgnoreCase(wanted)) {
      context.act(
          group.dn(),
          present,
          wanted,
          () ->
              directory.modify(
                  guid, List.of(new AttributeChange(STAMP, List.of(Value.of(wanted))))));
    } else {
      throw context.refused(
          "stamp-free",
          "\"" + entry.dn() + "\" holds \"" + present + "\" instead of \"" + wanted + "\".",
          "Find out who wrote it; exclude the group or clear the value.");
    }
  }

  /** Another writer may have been faster with the very same value; that is as good. */
  private static void add(Directory directory, ObjectGuid guid, String wanted) {
    try {
      directory.addValue(guid, STAMP, wanted);
    } catch (DirectoryException refused) {
      String now =
          directory
              .read(guid, Set.of(STAMP))
              .flatMap(entry -> entry.attributes().text(Assessor.STAMP))
              .orElse("");
      if (!now.equals(wanted)) {
        throw refused;
      }
    }
  }
}
