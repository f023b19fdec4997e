package dev.landfall.engine.migration;

import dev.landfall.core.store.Documents;
import dev.landfall.core.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The record of a migration, append only: every act has its intent before it and its outcome after
 * it, and each line holds the hash of the one before. The state of a migration is the fold of its
 * journal.
 */
public final class Journal {
  private static final String COLLECTION = "migration-journal";

  private final Store store;
  private final Clock clock;
  private final Consumer<Entry> watcher;

  /**
   * @param watcher told every line once it is durable
   */
  public Journal(Store store, Clock clock, Consumer<Entry> watcher) {
    this.store = store;
    this.clock = clock;
    this.watcher = watcher;
  }

  /** What a line says. */
  public enum Kind {
    /** A plan was taken on. */
    PLAN,
    STEP_BEGUN,
    INTENT,
    DONE,
    GATE_PASSED,
    GATE_REFUSED,
    STEP_VERIFIED,
    STEP_FAILED
  }

  /**
   * A line.
   *
   * @param object what was acted on: a DN, a rule, a feature
   * @param before the value before, for the way back
   * @param after the value after
   */
  public record Entry(
      long sequence,
      String time,
      String step,
      Kind kind,
      String object,
      String before,
      String after,
      String hash) {}

  /** Writes a line and makes it durable before it returns. */
  public void write(String step, Kind kind, String object, String before, String after) {
    Entry entry =
        store.inTransaction(
            () -> {
              Optional<Entry> last = last();
              long sequence = last.map(Entry::sequence).orElse(0L) + 1;
              String time = clock.instant().toString();
              String content =
                  String.join(
                      "\u0000",
                      last.map(Entry::hash).orElse(""),
                      Long.toString(sequence),
                      time,
                      step,
                      kind.name(),
                      object,
                      before,
                      after);
              Entry made =
                  new Entry(sequence, time, step, kind, object, before, after, sha256(content));
              store.documents().put(COLLECTION, key(sequence), fields(made));
              return made;
            });
    watcher.accept(entry);
  }

  private Optional<Entry> last() {
    return store.documents().last(COLLECTION, 1).stream().findFirst().map(Journal::read);
  }

  /** All lines, oldest first. */
  public List<Entry> entries() {
    return store.documents().list(COLLECTION).stream().map(Journal::read).toList();
  }

  /** Whether every line still is what was written, and none is missing. */
  public boolean intact() {
    String before = "";
    long sequence = 0;
    for (Entry entry : entries()) {
      String content =
          String.join(
              "\u0000",
              before,
              Long.toString(entry.sequence()),
              entry.time(),
              entry.step(),
              entry.kind().name(),
              entry.object(),
              entry.before(),
              entry.after());
      if (entry.sequence() != ++sequence || !entry.hash().equals(sha256(content))) {
        return false;
      }
      before = entry.hash();
    }
    return true;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }

  private static String key(long sequence) {
    return String.format(Locale.ROOT, "%012d", sequence);
  }

  private static Map<String, String> fields(Entry entry) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("time", entry.time());
    fields.put("step", entry.step());
    fields.put("kind", entry.kind().name());
    fields.put("object", entry.object());
    fields.put("before", entry.before());
    fields.put("after", entry.after());
    fields.put("hash", entry.hash());
    return fields;
  }

  private static Entry read(Documents.Entry document) {
    Map<String, String> fields = document.fields();
    return new Entry(
        Long.parseLong(document.key()),
        fields.getOrDefault("time", ""),
        fields.getOrDefault("step", ""),
        Kind.valueOf(fields.getOrDefault("kind", "")),
        fields.getOrDefault("object", ""),
        fields.getOrDefault("before", ""),
        fields.getOrDefault("after", ""),
        fields.getOrDefault("hash", ""));
  }
}
