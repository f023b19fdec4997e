package dev.landfall.engine.run;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.store.Documents;
import dev.landfall.core.value.AttributeName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far a full import came that was cut off, so that the next one goes on there. It goes on under
 * the same number: what was seen before the cut counts as seen, and at the end only what neither
 * part saw is gone.
 */
record UnfinishedImport(Documents documents) {
  private static final String COLLECTION = "unfinished-import";
  private static final String NUMBER = "number";
  private static final String WATERMARK = "watermark";
  private static final String TIME = "time";
  private static final String TYPE = "type.";

  /** Older ones begin anew: too much has changed, and systems keep their place for days only. */
  static final Duration KEPT = Duration.ofDays(1);

  /**
   * Where to go on.
   *
   * @param number of the import that was cut off
   */
  record Cut(long number, Watermark watermark) {}

  /** Notes how far an import came; belongs into the transaction that stages the page. */
  void put(ConnectorId connector, Cut cut, Map<String, Set<AttributeName>> selection, Instant now) {
    Map<String, String> fields = new HashMap<>();
    ImportedSelection.fields(selection).forEach((type, names) -> fields.put(TYPE + type, names));
    fields.put(NUMBER, Long.toString(cut.number()));
    fields.put(WATERMARK, cut.watermark().value());
    fields.put(TIME, now.toString());
    documents.put(COLLECTION, connector.value(), fields);
  }

  /** Empty also when other attributes are wanted now: what was seen lacks them. */
  Optional<Cut> of(ConnectorId connector, Map<String, Set<AttributeName>> selection, Instant now) {
    return documents
        .get(COLLECTION, connector.value())
        .filter(fields -> Instant.parse(fields.getOrDefault(TIME, "")).plus(KEPT).isAfter(now))
        .filter(fields -> selection(fields).equals(ImportedSelection.fields(selection)))
        .map(
            fields ->
                new Cut(
                    Long.parseLong(fields.getOrDefault(NUMBER, "")),
                    new Watermark(fields.getOrDefault(WATERMARK, ""))));
  }

  private static Map<String, String> selection(Map<String, String> fields) {
    Map<String, String> selection = new HashMap<>();
    fields.forEach(
        (name, value) -> {
          if (name.startsWith(TYPE)) {
            selection.put(name.substring(TYPE.length()), value);
          }
        });
    return selection;
  }

  void drop(ConnectorId connector) {
    documents.remove(COLLECTION, connector.value());
  }
}
