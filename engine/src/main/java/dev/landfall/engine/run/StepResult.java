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
 * @param objects the names of the objects behind each counter; after the first {@value
 *     #MOST_OBJECTS} only counted
 */
public record StepResult(
    String result,
    Map<String, Long> counters,
    List<ObjectIssue> errors,
    Map<String, List<String>> objects) {
  static final int MOST_ERRORS = 5_000;
  static final int MOST_OBJECTS = 1_000;

  public StepResult {
    counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
    errors = List.copyOf(errors);
    objects = Collections.unmodifiableMap(new LinkedHashMap<>(objects));
  }

  /** A result without anything counted. */
  public static StepResult of(ResultCode result) {
    return new StepResult(result.text(), Map.of(), List.of(), Map.of());
  }

  /** Whether later steps of the connector must not run. */
  public boolean stopped() {
    return result.startsWith("stopped") || result.startsWith("no-start");
  }

  /** Whether the step ended like this. */
  public boolean is(ResultCode code) {
    return result.equals(code.text());
  }

  public boolean stoppedByOperator() {
    return is(ResultCode.STOPPED_USER_TERMINATION_FROM_WMI_OR_UI);
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
    private final Map<String, List<String>> objects = new LinkedHashMap<>();
    private final List<ObjectIssue> issues = new ArrayList<>();
    private long errors;
    private long warnings;

    /** Counts an object, named by its DN. */
    void count(String name, String object) {
      add(name, 1);
      List<String> named = objects.computeIfAbsent(name, fresh -> new ArrayList<>());
      if (named.size() < MOST_OBJECTS) {
        named.add(object);
      }
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
      return new StepResult(result.text(), counters, issues, objects);
    }

    /** The counts as they are now, to go back to. */
    Mark mark() {
      Map<String, Integer> named = new LinkedHashMap<>();
      objects.forEach((counter, names) -> named.put(counter, names.size()));
      return new Mark(new LinkedHashMap<>(counters), named, issues.size(), errors, warnings);
    }

    /** Goes back to earlier counts: what was counted since has been taken back. */
    void rewind(Mark mark) {
      counters.clear();
      counters.putAll(mark.counters());
      objects.keySet().retainAll(mark.named().keySet());
      objects.forEach(
          (counter, names) ->
              names.subList(mark.named().getOrDefault(counter, 0), names.size()).clear());
      issues.subList(mark.issues(), issues.size()).clear();
      errors = mark.errors();
      warnings = mark.warnings();
    }

    /** Counts at some moment. */
    record Mark(
        Map<String, Long> counters,
        Map<String, Integer> named,
        int issues,
        long errors,
        long warnings) {}
  }
}
