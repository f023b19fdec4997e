package dev.landfall.core.connector;

/** The kinds of connected system; the order of a cycle depends on it. */
public enum SystemKind {
  ACTIVE_DIRECTORY,
  ENTRA
}
