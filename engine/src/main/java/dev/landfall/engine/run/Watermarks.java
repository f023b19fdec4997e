package dev.landfall.engine.run;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.store.Documents;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Where the next delta import of each connector starts. */
record Watermarks(Documents documents) {
  static final String COLLECTION = "watermark";

  Optional<Watermark> of(ConnectorId connector) {
    return documents
        .get(COLLECTION, connector.value())
        .map(fields -> new Watermark(fields.getOrDefault("value", "")));
  }

  void put(ConnectorId connector, Watermark watermark, Instant now) {
    documents.put(
        COLLECTION, connector.value(), Map.of("value", watermark.value(), "time", now.toString()));
  }
}
