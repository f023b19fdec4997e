package dev.landfall.store.sql;

import dev.landfall.core.value.AttributeName;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Numbers for texts that come again and again: attribute names, object types, rule ids, connector
 * ids. All of them are held in memory; there are hundreds, not millions.
 */
final class Names {
  private final Database database;
  private final Map<String, Long> ids = new HashMap<>();
  private final Map<String, Long> canonical = new HashMap<>();
  private final Map<Long, String> texts = new HashMap<>();
  private final Map<Long, AttributeName> attributes = new HashMap<>();
  private final boolean readOnly;
  private long last;

  /**
   * @param readOnly whether a new text gets a number that nothing stored has, and is not stored
   */
  Names(Database database, boolean readOnly) {
    this.database = database;
    this.readOnly = readOnly;
    load();
    database.onRollback(this::load);
  }

  private void load() {
    ids.clear();
    canonical.clear();
    texts.clear();
    attributes.clear();
    last = 0;
    database.list(
        "SELECT id, text FROM name ORDER BY id",
        row -> {
          remember(row.getLong(1), row.getString(2));
          return true;
        });
  }

  private void remember(long id, String text) {
    ids.put(text, id);
    texts.put(id, text);
    canonical.putIfAbsent(text.toLowerCase(Locale.ROOT), id);
    last = id;
  }

  /** The number of a text in exactly this spelling. */
  long id(String text) {
    Long known = ids.get(text);
    return known != null ? known : add(text);
  }

  private long add(String text) {
    long id = last + 1;
    if (readOnly) {
      remember(id, text);
      return id;
    }
    database.inTransaction(
        () ->
            database.update(
                "INSERT INTO name (id, text, key) VALUES (?, ?, ?)",
                id,
                text,
                text.toLowerCase(Locale.ROOT)));
    remember(id, text);
    return id;
  }

  /** One number for all spellings of an attribute. */
  long id(AttributeName attribute) {
    Long known = canonical.get(attribute.key());
    return known != null ? known : add(attribute.name());
  }

  String text(long id) {
    String text = texts.get(id);
    if (text == null) {
      throw new IllegalStateException("The store has no name " + id + "; it is damaged.");
    }
    return text;
  }

  AttributeName attribute(long id) {
    AttributeName known = attributes.get(id);
    if (known == null) {
      known = AttributeName.of(text(id));
      attributes.put(id, known);
    }
    return known;
  }
}
