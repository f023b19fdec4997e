package dev.landfall.core.connector;

import dev.landfall.core.value.AttributeName;
import java.util.List;

/**
 * Some values of one reference attribute of one object: at most {@value #MOST} at a time, so that a
 * group of any size passes through in portions. The object itself must have been given before, in
 * this run or an earlier one.
 *
 * @param present values that the object has
 * @param removed values that the object no longer has
 */
public record ImportedReferences(
    Anchor anchor,
    AttributeName attribute,
    List<ReferenceTarget> present,
    List<ReferenceTarget> removed,
    Extent extent) {

  /** The most values in one portion. */
  public static final int MOST = 5_000;

  public ImportedReferences {
    present = List.copyOf(present);
    removed = List.copyOf(removed);
    if (present.size() + removed.size() > MOST) {
      throw new IllegalArgumentException("A portion holds at most " + MOST + " references.");
    }
  }

  /** How a portion relates to the whole value list. */
  public enum Extent {
    /**
     * Changes: values not mentioned stay. In a full import, values never mentioned go at its end.
     */
    CHANGES,
    /** A portion of the whole list; more portions of the same attribute follow. */
    WHOLE_PART,
    /** The last (or only, or empty) portion of the whole list: values in no portion are gone. */
    WHOLE_LAST
  }
}
