package dev.landfall.emulators.directory;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong while a file is read on. */
final class LdifProblems {
  private final List<LdifProblem> all = new ArrayList<>();

  /** Where a record begins. */
  record Place(String file, long line) {}

  void error(Place place, String attribute, String message) {
    all.add(new LdifProblem(true, place.file(), place.line(), attribute, message));
  }

  void warn(Place place, String attribute, String message) {
    all.add(new LdifProblem(false, place.file(), place.line(), attribute, message));
  }

  List<LdifProblem> all() {
    return List.copyOf(all);
  }

  /**
   * @throws LdifException if there is an error among them
   */
  void throwIfAny() {
    if (all.stream().anyMatch(LdifProblem::error)) {
      throw new LdifException(all);
    }
  }
}
