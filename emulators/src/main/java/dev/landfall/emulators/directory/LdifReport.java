package dev.landfall.emulators.directory;

import java.util.List;
import java.util.Map;

/**
 * What was taken over from LDIF files.
 *
 * @param schema whether the files bring the schema along
 * @param entries objects of the files
 * @param links values of linked attributes, such as members
 * @param deleted tombstones that were left out
 * @param dangling values of linked attributes that name an object the files do not hold, by
 *     attribute
 * @param newAttributes attributes the schema did not have, with the number of objects that hold one
 * @param newClasses object classes the schema did not have
 * @param warnings what was lost or made up on the way
 */
public record LdifReport(
    boolean schema,
    long entries,
    long links,
    long deleted,
    Map<String, Long> dangling,
    Map<String, Long> newAttributes,
    List<String> newClasses,
    List<LdifProblem> warnings) {

  public LdifReport {
    dangling = Map.copyOf(dangling);
    newAttributes = Map.copyOf(newAttributes);
    newClasses = List.copyOf(newClasses);
    warnings = List.copyOf(warnings);
  }
}
