package dev.landfall.store.sql;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for texts that come again and again: attribute names, object types, rule ids, connector
 * ids. All of them are held in memory; there are hundreds, not millions.
 */
final class Names {
  private final Database database;
  private final Map<String, Long> ids = new HashMap<>();
  private final Map<String, Long> canonical = new HashMap<>();

  /** By number; a number without a text is empty. */
  private final List<Optional<Name>> names = new ArrayList<>();

  private final boolean readOnly;

  /** A text and what it is read as, again and again. */
  private static final class Name {
    private final String text;
    private @Nullable AttributeName attribute;
    private @Nullable ConnectorId connector;

    private Name(String text) {
      this.text = text;
    }
  }

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
    names.clear();
    database.list(
        "SELECT id, text FROM name ORDER BY id",
        row -> {
          remember(row.getLong(1), row.getString(2));
          return true;
        });
  }

  private void remember(long id, String text) {
    ids.put(text, id);
    while (names.size() <= id) {
      names.add(Optional.empty());
    }
    names.set((int) id, Optional.of(new Name(text)));
    canonical.putIfAbsent(text.toLowerCase(Locale.ROOT), id);
  }

  /** The number of a text in exactly this spelling. */
  long id(String text) {
    Long known = ids.get(text);
    return known != null ? known : add(text);
  }

  private long add(String text) {
    long id = Math.max(1, names.size());
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

  private Name name(long id) {
    if (id >= 0 && id < names.size() && names.get((int) id).isPresent()) {
      return names.get((int) id).get();
    }
    throw new IllegalStateException("The store has no name " + id + "; it is damaged.");
  }

  String text(long id) {
    return name(id).text;
  }

  AttributeName attribute(long id) {
    Name name = name(id);
    AttributeName known = name.attribute;
    if (known == null) {
      known = AttributeName.of(name.text);
      name.attribute = known;
    }
    return known;
  }

  ConnectorId connector(long id) {
    Name name = name(id);
    ConnectorId known = name.connector;
    if (known == null) {
      known = new ConnectorId(name.text);
      name.connector = known;
    }
    return known;
  }
}
