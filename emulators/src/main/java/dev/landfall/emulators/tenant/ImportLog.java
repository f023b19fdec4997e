package dev.landfall.emulators.tenant;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong in a file, up to a number that somebody may still read. */
final class ImportLog {
  private static final int MOST = 1_000;

  private final String source;
  private final List<ImportProblem> problems = new ArrayList<>();
  private int more;
  private int line;

  ImportLog(String source) {
    this.source = source;
  }

  /** Sets the line that following problems are on. */
  void at(int newLine) {
    this.line = newLine;
  }

  int line() {
    return line;
  }

  void add(String field, String message) {
    add(line, field, message);
  }

  void add(int onLine, String field, String message) {
    if (problems.size() < MOST) {
      problems.add(new ImportProblem(source, onLine, field, message));
    } else {
      more++;
    }
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  List<ImportProblem> problems() {
    List<ImportProblem> all = new ArrayList<>(problems);
    all.sort(Comparator.comparingInt(ImportProblem::line));
    if (more > 0) {
      all.add(new ImportProblem(source, line, "", "… and " + more + " more problems."));
    }
    return all;
  }
}
