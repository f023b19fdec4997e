package dev.landfall.engine.migration;

import dev.landfall.core.check.Check;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The prerequisites of the migration, one check each, ids as in the reference. A failed one blocks,
 * a warning wants an acknowledgement.
 */
final class Prerequisites {
  private Prerequisites() {}

  static List<Check> of(MigrationWorld world, Assessor.Result found) {
    List<Check> checks = new ArrayList<>();
    checks.addAll(new CloudPrerequisites(world).checks());
    checks.addAll(new DirectoryPrerequisites(world, found.groups()).checks());
    checks.addAll(
        new GroupPrerequisites(world, found.groups(), found.unidentifiedUsers()).checks());
    checks.addAll(new EnginePrerequisites(world, found.groups()).checks());
    checks.sort(Comparator.comparing(Check::id));
    return List.copyOf(checks);
  }
}
