package dev.landfall.engine.migration;

import java.util.List;

/**
 * What must hold after a migration. All counts but the first two must be zero.
 *
 * @param foretold differences that the plan announced; they count for nothing
 * @param details a sentence for each difference
 */
public record Invariants(
    long groupsBefore,
    long groupsAfter,
    long deleted,
    long recreated,
    long duplicates,
    long membershipDifferences,
    long attributeMismatches,
    List<MigrationPlan.Loss> foretold,
    List<String> details) {

  public Invariants {
    foretold = List.copyOf(foretold);
    details = List.copyOf(details);
  }

  public boolean hold() {
    return deleted == 0
        && recreated == 0
        && duplicates == 0
        && membershipDifferences == 0
        && attributeMismatches == 0
        && groupsBefore == groupsAfter;
  }
}
