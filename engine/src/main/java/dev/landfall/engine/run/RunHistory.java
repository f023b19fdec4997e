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
import java.util.UUID;

/**
 * The record of every run: profile, times, result, counters, the objects behind the counters and
 * the objects in error. Listing reads the last so many records by key; errors and objects are read
 * for one run at a time.
 */
public final class RunHistory {
  private static final String RUNS = "run";
  private static final String ERRORS = "run-error/";
  private static final String OBJECTS = "run-object/";
  private static final String BY_ID = "run-id";
  private static final String LAST = "run-last";
  private static final String LAST_OVERALL = "overall";
  private static final String COUNTER = "counter.";

  private final Documents documents;

  public RunHistory(Documents documents) {
    this.documents = documents;
  }

  /** Notes a run as begun and gives it the next numbers. */
  RunRecord begin(
      UUID id,
      ConnectorId connector,
      String connectorName,
      RunProfile profile,
      String user,
      Instant now) {
    closeAbandoned(now);
    RunRecord run =
        new RunRecord(
            next(LAST_OVERALL, ""),
            id,
            next(connector.value(), connectorName),
            connector,
            connectorName,
            profile,
            user,
            now,
            Optional.empty(),
            StepResult.of(ResultCode.IN_PROGRESS));
    documents.put(RUNS, key(run.sequence()), fields(run));
    documents.put(BY_ID, id.toString(), Map.of("sequence", Long.toString(run.sequence())));
    return run;
  }

  /** One run at a time: if the last one is still open, its process died in it. */
  private void closeAbandoned(Instant now) {
    latest(1).stream()
        .filter(last -> last.ended().isEmpty())
        .forEach(last -> end(last, StepResult.of(ResultCode.STOPPED_SERVER_DOWN), now));
  }

  /** Numbers go on when the runs that had them are purged: imports mark objects with them. */
  private long next(String counter, String name) {
    long last =
        documents
            .get(LAST, counter)
            .map(fields -> Long.parseLong(fields.getOrDefault("number", "0")))
            .orElse(0L);
    if (last == 0 && counter.equals(LAST_OVERALL)) {
      // A store of the time before runs had numbers of their own.
      last = documents.last(RUNS, 1).stream().mapToLong(run -> Long.parseLong(run.key())).sum();
    }
    documents.put(LAST, counter, Map.of("number", Long.toString(last + 1), "name", name));
    return last + 1;
  }

  /** The connectors that ever ran, with the name each had last. */
  public Map<ConnectorId, String> connectors() {
    Map<ConnectorId, String> names = new LinkedHashMap<>();
    for (Documents.Entry entry : documents.list(LAST)) {
      if (!entry.key().equals(LAST_OVERALL)) {
        names.put(new ConnectorId(entry.key()), entry.fields().getOrDefault("name", ""));
      }
    }
    return names;
  }

  /** The name a connector had when it ran last. */
  public Optional<String> connectorName(ConnectorId connector) {
    return documents.get(LAST, connector.value()).map(fields -> fields.getOrDefault("name", ""));
  }

  RunRecord end(RunRecord run, StepResult result, Instant now) {
    RunRecord ended = run.ended(result, now);
    documents.put(RUNS, key(run.sequence()), fields(ended));
    int number = 0;
    for (StepResult.ObjectIssue issue : result.errors()) {
      documents.put(
          ERRORS + key(run.sequence()),
          key(++number),
          Map.of(
              "code", issue.code(),
              "object", issue.object(),
              "message", issue.message(),
              "detail", issue.detail(),
              "warning", Boolean.toString(issue.warning())));
    }
    result
        .objects()
        .forEach(
            (counter, names) -> {
              Map<String, String> fields = new TreeMap<>();
              names.forEach(name -> fields.put(key(fields.size() + 1L), name));
              documents.put(OBJECTS + key(run.sequence()), counter, fields);
            });
    return ended;
  }

  /** The latest runs, newest first, without their errors and objects. */
  public List<RunRecord> latest(int limit) {
    return documents.last(RUNS, limit).stream().map(entry -> read(entry, List.of())).toList();
  }

  /** Runs that follow one, oldest first, without their errors and objects. */
  public List<RunRecord> after(long sequence, int limit) {
    return documents.list(RUNS, key(sequence), limit).stream()
        .map(entry -> read(entry, List.of()))
        .toList();
  }

  /** A run with its errors, by its number over all connectors. */
  public Optional<RunRecord> find(long sequence) {
    return documents
        .get(RUNS, key(sequence))
        .map(fields -> read(new Documents.Entry(key(sequence), fields), errors(sequence)));
  }

  /** A run with its errors, by its number over all connectors or its run history id, as text. */
  public Optional<RunRecord> find(String text) {
    try {
      return text.matches("\\d{1,18}") ? find(Long.parseLong(text)) : find(UUID.fromString(text));
    } catch (IllegalArgumentException neither) {
      return Optional.empty();
    }
  }

  /** A run with its errors, by its run history id. */
  public Optional<RunRecord> find(UUID id) {
    return documents
        .get(BY_ID, id.toString())
        .flatMap(fields -> find(Long.parseLong(fields.getOrDefault("sequence", "0"))));
  }

  /**
   * The objects that a counter of a run counted, by DN; at most {@value StepResult#MOST_OBJECTS}
   * are kept.
   */
  public List<String> objects(RunRecord run, String counter) {
    return documents
        .get(OBJECTS + key(run.sequence()), counter)
        .map(fields -> List.copyOf(new TreeMap<>(fields).values()))
        .orElse(List.of());
  }

  /**
   * Removes the runs that ended before a moment, and those that a dead process left open then.
   *
   * @return how many
   */
  public int purge(Instant before) {
    int purged = 0;
    List<Documents.Entry> page;
    String after = "";
    while (!(page = documents.list(RUNS, after, 200)).isEmpty()) {
      for (Documents.Entry entry : page) {
        RunRecord run = read(entry, List.of());
        if (run.ended().orElse(run.started()).isBefore(before)) {
          documents.remove(RUNS, entry.key());
          documents.remove(BY_ID, run.id().toString());
          documents.clear(ERRORS + entry.key());
          documents.clear(OBJECTS + entry.key());
          purged++;
        } else {
          return purged;
        }
      }
      after = page.get(page.size() - 1).key();
    }
    return purged;
  }

  private List<StepResult.ObjectIssue> errors(long sequence) {
    List<StepResult.ObjectIssue> issues = new ArrayList<>();
    for (Documents.Entry entry : documents.list(ERRORS + key(sequence))) {
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
    fields.put("id", run.id().toString());
    fields.put("number", Long.toString(run.number()));
    fields.put("connector", run.connector().value());
    fields.put("connectorName", run.connectorName());
    fields.put("profile", run.profile().option());
    fields.put("user", run.user());
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
    Map<String, Long> counters = new TreeMap<>();
    fields.forEach(
        (name, value) -> {
          if (name.startsWith(COUNTER)) {
            counters.put(name.substring(COUNTER.length()), Long.parseLong(value));
          }
        });
    return new RunRecord(
        Long.parseLong(entry.key()),
        UUID.fromString(fields.getOrDefault("id", new UUID(0, 0).toString())),
        Long.parseLong(fields.getOrDefault("number", "0")),
        new ConnectorId(fields.getOrDefault("connector", "")),
        fields.getOrDefault("connectorName", ""),
        RunProfile.parse(fields.getOrDefault("profile", "")).orElseThrow(),
        fields.getOrDefault("user", ""),
        Instant.parse(fields.getOrDefault("started", "")),
        Optional.ofNullable(fields.get("ended")).map(Instant::parse),
        new StepResult(
            fields.getOrDefault("result", ""), new LinkedHashMap<>(counters), errors, Map.of()));
  }
}
