package dev.landfall.core.connector;

import static java.util.Objects.requireNonNull;

/** Where the next delta import starts. Opaque text; only the connector that made it can read it. */
public record Watermark(String value) {
  public Watermark {
    requireNonNull(value, "value");
  }
}
