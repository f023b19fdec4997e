package dev.landfall.engine.run;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.Documents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The record of every run: profile, times, result, counters and the objects in error. */
public final class RunHistory {
  private static final String RUNS = "run";
  private static final String ERRORS = "run-error/";
  private static final String COUNTER = "counter.";

  private final Documents documents;

  public RunHistory(Documents documents) {
    this.documents = documents;
  }

  /** Notes a run as begun and gives it the next number. */
  RunRecord begin(ConnectorId connector, String connectorName, RunProfile profile, Instant now) {
    long number =
        documents.last(RUNS, 1).stream()
                .mapToLong(entry -> Long.parseLong(entry.key()))
                .findFirst()
                .orElse(0)
            + 1;
    RunRecord run =
        new RunRecord(
            number,
            connector,
            connectorName,
            profile,
            now,
            Optional.empty(),
            new StepResult("in-progress", Map.of(), List.of()));
    documents.put(RUNS, key(number), fields(run));
    return run;
  }

  RunRecord end(RunRecord run, StepResult result, Instant now) {
    RunRecord ended =
        new RunRecord(
            run.number(),
            run.connector(),
            run.connectorName(),
            run.profile(),
            run.started(),
            Optional.of(now),
            result);
    documents.put(RUNS, key(run.number()), fields(ended));
    int number = 0;
    for (StepResult.ObjectIssue issue : result.errors()) {
      documents.put(
          ERRORS + key(run.number()),
          key(++number),
          Map.of(
              "code", issue.code(),
              "object", issue.object(),
              "message", issue.message(),
              "detail", issue.detail(),
              "warning", Boolean.toString(issue.warning())));
    }
    return ended;
  }

  /** The latest runs, newest first, without their errors. */
  public List<RunRecord> latest(int limit) {
    return documents.last(RUNS, limit).stream().map(entry -> read(entry, List.of())).toList();
  }

  public Optional<RunRecord> find(long number) {
    return documents
        .get(RUNS, key(number))
        .map(fields -> read(new Documents.Entry(key(number), fields), errors(number)));
  }

  private List<StepResult.ObjectIssue> errors(long number) {
    List<StepResult.ObjectIssue> issues = new ArrayList<>();
    for (Documents.Entry entry : documents.list(ERRORS + key(number))) {
      Map<String, String> fields = entry.fields();
      issues.add(
          new StepResult.ObjectIssue(
              fields.getOrDefault("code", ""),
              fields.getOrDefault("object", ""),
              fields.getOrDefault("message", ""),
              fields.getOrDefault("detail", ""),
              Boolean.parseBoolean(fields.getOrDefault("warning", "false"))));
    }
    return issues;
  }

  private static String key(long number) {
    return String.format(Locale.ROOT, "%012d", number);
  }

  private static Map<String, String> fields(RunRecord run) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("connector", run.connector().value());
    fields.put("connectorName", run.connectorName());
    fields.put("profile", run.profile().option());
    fields.put("started", run.started().toString());
    run.ended().ifPresent(ended -> fields.put("ended", ended.toString()));
    fields.put("result", run.result().result());
    run.result()
        .counters()
        .forEach((name, count) -> fields.put(COUNTER + name, Long.toString(count)));
    return fields;
  }

  private static RunRecord read(Documents.Entry entry, List<StepResult.ObjectIssue> errors) {
    Map<String, String> fields = entry.fields();
    Map<String, Long> counters = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (name.startsWith(COUNTER)) {
            counters.put(name.substring(COUNTER.length()), Long.parseLong(value));
          }
        });
    return new RunRecord(
        Long.parseLong(entry.key()),
        new ConnectorId(fields.getOrDefault("connector", "")),
        fields.getOrDefault("connectorName", ""),
        RunProfile.parse(fields.getOrDefault("profile", "")).orElseThrow(),
        Instant.parse(fields.getOrDefault("started", "")),
        Optional.ofNullable(fields.get("ended")).map(Instant::parse),
        new StepResult(fields.getOrDefault("result", ""), counters, errors));
  }
}
