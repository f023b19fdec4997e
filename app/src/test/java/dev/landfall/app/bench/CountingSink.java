package dev.landfall.app.bench;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.ImportedObject;
import dev.landfall.core.connector.ImportedReferences;
import dev.landfall.core.connector.Watermark;
import org.jspecify.annotations.Nullable;

/** Takes an import and keeps nothing but numbers. */
class CountingSink implements ImportSink {
  private long items;
  private long attributes;

  long items() {
    return items;
  }

  /** Values converted; read, so that nobody may leave the conversion out. */
  long attributes() {
    return attributes;
  }

  @Override
  public void object(ImportedObject object) {
    items++;
    attributes += object.attributes().entries().size();
  }

  @Override
  public void references(ImportedReferences portion) {
    items += portion.present().size();
  }

  @Override
  public void deleted(Anchor anchor) {
    throw new IllegalStateException("Nothing was deleted: " + anchor);
  }

  @Override
  public void failed(String dnOrAnchor, String code, String message) {
    throw new IllegalStateException(message);
  }

  @Override
  public void warning(String object, String code, String message) {
    throw new IllegalStateException(message);
  }

  @Override
  public void page(@Nullable Watermark resume) {
    // Nothing to make durable.
  }
}
