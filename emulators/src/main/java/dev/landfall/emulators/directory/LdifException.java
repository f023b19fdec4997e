package dev.landfall.emulators.directory;

import java.util.List;
import java.util.stream.Collectors;

/** LDIF files cannot be used; everything wrong in them is told at once. */
public final class LdifException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_IN_MESSAGE = 50;

  private final transient List<LdifProblem> problems;

  LdifException(List<LdifProblem> problems) {
    super(message(problems.stream().filter(LdifProblem::error).toList()));
    this.problems = List.copyOf(problems);
  }

  private static String message(List<LdifProblem> errors) {
    String first =
        errors.stream()
            .limit(MOST_IN_MESSAGE)
            .map(LdifProblem::display)
            .collect(Collectors.joining("\n"));
    return errors.size() > MOST_IN_MESSAGE
        ? first + "\n… and " + (errors.size() - MOST_IN_MESSAGE) + " more."
        : first;
  }

  /** Errors and warnings, in the order of the files. */
  public List<LdifProblem> problems() {
    return problems;
  }
}
