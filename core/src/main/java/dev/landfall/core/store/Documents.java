package dev.landfall.core.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Small keyed records: settings, watermarks, rules, run history, provisioning jobs, journals. A
 * document is a flat map of text fields; a collection is sorted by key (ordinal).
 */
public interface Documents {

  Optional<Map<String, String>> get(String collection, String key);

  void put(String collection, String key, Map<String, String> fields);

  void remove(String collection, String key);

  /** Removes every document of a collection. */
  void clear(String collection);

  /** Documents with a key after the one given ({@code ""} to begin), in order. */
  List<Entry> list(String collection, String afterKey, int limit);

  /** All documents of a collection that is known to be small. */
  default List<Entry> list(String collection) {
    return list(collection, "", Integer.MAX_VALUE);
  }

  /** The newest documents: those with the greatest keys, greatest first. */
  List<Entry> last(String collection, int limit);

  long count(String collection);

  /** A document with its key. */
  record Entry(String key, Map<String, String> fields) {}
}
