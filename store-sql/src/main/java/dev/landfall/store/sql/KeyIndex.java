package dev.landfall.store.sql;

import dev.landfall.core.store.IndexKey;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which objects of a space hold which value in an indexed attribute. */
final class KeyIndex {
  /** Tells which attributes each object has for the index, object by object. */
  interface Scan {
    void forEach(Entry entry);
  }

  /** Takes one object of a scan. */
  interface Entry {
    void accept(long object, Attributes attributes);
  }

  private record Key(long attribute, String key) {}

  private final Database database;
  private final Names names;
  private final long space;
  private @Nullable Map<AttributeName, Long> indexed;

  KeyIndex(Database database, Names names, long space) {
    this.database = database;
    this.names = names;
    this.space = space;
    database.onRollback(() -> indexed = null);
  }

  private Map<AttributeName, Long> indexed() {
    Map<AttributeName, Long> known = indexed;
    if (known == null) {
      known = new TreeMap<>();
      for (long id :
          database.list(
              "SELECT attribute FROM indexed_attribute WHERE space = ?",
              row -> row.getLong(1),
              space)) {
        known.put(names.attribute(id), id);
      }
      indexed = known;
    }
    return known;
  }

  /** Keeps exactly these attributes; reads all objects when there are new ones. */
  void keep(Set<AttributeName> attributes, Scan scan) {
    Set<AttributeName> dropped = new TreeSet<>(indexed().keySet());
    dropped.removeAll(attributes);
    Set<AttributeName> added = new TreeSet<>(attributes);
    added.removeAll(indexed().keySet());
    for (AttributeName attribute : dropped) {
      long id = names.id(attribute);
      database.update("DELETE FROM indexed_attribute WHERE space = ? AND attribute = ?", space, id);
      database.update("DELETE FROM attribute_key WHERE space = ? AND attribute = ?", space, id);
    }
    for (AttributeName attribute : added) {
      database.update(
          "INSERT INTO indexed_attribute (space, attribute) VALUES (?, ?)",
          space,
          names.id(attribute));
    }
    indexed = null;
    if (!added.isEmpty()) {
      scan.forEach((object, image) -> keys(image, added, key -> insert(key, object)));
    }
  }

  /** Notes that an object had these attributes and now has those. */
  void change(long object, Attributes before, Attributes after) {
    if (before == after || indexed().isEmpty()) {
      return;
    }
    Set<Key> gone = new HashSet<>();
    keys(before, indexed().keySet(), gone::add);
    Set<Key> here = new HashSet<>();
    keys(after, indexed().keySet(), here::add);
    for (Key key : gone) {
      if (!here.contains(key)) {
        database.update(
            "DELETE FROM attribute_key"
                + " WHERE space = ? AND attribute = ? AND key = ? AND object = ?",
            space,
            key.attribute,
            key.key,
            object);
      }
    }
    here.removeAll(gone);
    here.forEach(key -> insert(key, object));
  }

  private void insert(Key key, long object) {
    database.update(
        "INSERT OR IGNORE INTO attribute_key (space, attribute, key, object) VALUES (?, ?, ?, ?)",
        space,
        key.attribute,
        key.key,
        object);
  }

  private void keys(Attributes image, Set<AttributeName> attributes, Consumer<Key> sink) {
    for (AttributeName attribute : attributes) {
      for (Value value : image.get(attribute)) {
        sink.accept(new Key(names.id(attribute), IndexKey.of(value)));
      }
    }
  }

  /** The number of an attribute that must be indexed. */
  long attribute(AttributeName attribute) {
    Long id = indexed().get(attribute);
    if (id == null) {
      throw new IllegalArgumentException("Attribute \"" + attribute + "\" is not indexed.");
    }
    return id;
  }
}
