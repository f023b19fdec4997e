package dev.landfall.app.pending;

import java.io.IOException;

/** Writes pending exports in one format: an object, its changes, its end, and so on. */
public interface PendingExportWriter {
  default void begin() throws IOException {}

  void object(PendingObject object) throws IOException;

  void change(PendingObject object, PendingChange change) throws IOException;

  default void endObject(PendingObject object) throws IOException {}

  /**
   * @param objects how many there were
   */
  default void end(long objects) throws IOException {}
}
