package dev.landfall.engine.preview;

import java.util.Locale;

/** What a change of rules does to one object of a connector space. */
public enum Effect {
  ADD,
  UPDATE,
  RENAME,
  DELETE,
  /** An add that is pending without the change would not be. */
  ADD_WITHDRAWN,
  UPDATE_WITHDRAWN,
  DELETE_WITHDRAWN,
  PROJECTED,
  JOINED,
  DISCONNECTED,
  /** Synchronization of the object fails, and would not without the change. */
  ERROR;

  /** For tables and scripts: {@code delete-withdrawn}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
