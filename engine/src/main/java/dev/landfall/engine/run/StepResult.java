package dev.landfall.engine.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a step ended.
 *
 * @param result a step result, e.g. {@code success} or {@code completed-sync-errors}
 * @param counters by name, e.g. {@code StageAdd}, {@code Projections}, {@code ExportAdd}
 * @param errors objects that failed; after the first {@value #MOST_ERRORS} only counted
 */
public record StepResult(String result, Map<String, Long> counters, List<ObjectIssue> errors) {
  static final int MOST_ERRORS = 5_000;

  public StepResult {
    counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
    errors = List.copyOf(errors);
  }

  /** Whether later steps of the connector must not run. */
  public boolean stopped() {
    return result.startsWith("stopped") || result.startsWith("no-start");
  }

  public boolean clean() {
    return errors.stream().noneMatch(issue -> !issue.warning()) && !stopped();
  }

  public long counter(String name) {
    return counters.getOrDefault(name, 0L);
  }

  /** An object that a step could not process, or a warning about one. */
  public record ObjectIssue(
      String code, String object, String message, String detail, boolean warning) {}

  /** Counts while a step runs. */
  static final class Tally {
    private final Map<String, Long> counters = new LinkedHashMap<>();
    private final List<ObjectIssue> issues = new ArrayList<>();
    private long errors;
    private long warnings;

    void count(String name) {
      add(name, 1);
    }

    void add(String name, long number) {
      counters.merge(name, number, Long::sum);
    }

    void error(String code, String object, String message, String detail) {
      errors++;
      note(new ObjectIssue(code, object, message, detail, false));
    }

    void warning(String code, String object, String message) {
      warnings++;
      note(new ObjectIssue(code, object, message, "", true));
    }

    private void note(ObjectIssue issue) {
      if (issues.size() < MOST_ERRORS) {
        issues.add(issue);
      }
    }

    boolean errorLimit() {
      return errors > MOST_ERRORS;
    }

    boolean anyError() {
      return errors > 0;
    }

    boolean anyWarning() {
      return warnings > 0;
    }

    StepResult result(ResultCode result) {
      return new StepResult(result.text(), counters, issues);
    }

    /** The counts as they are now, to go back to. */
    Mark mark() {
      return new Mark(new LinkedHashMap<>(counters), issues.size(), errors, warnings);
    }

    /** Goes back to earlier counts: what was counted since has been taken back. */
    void rewind(Mark mark) {
      counters.clear();
      counters.putAll(mark.counters());
      issues.subList(mark.issues(), issues.size()).clear();
      errors = mark.errors();
      warnings = mark.warnings();
    }

    /** Counts at some moment. */
    record Mark(Map<String, Long> counters, int issues, long errors, long warnings) {}
  }
}
