package dev.landfall.core.store;

/** What the last import said of an object and no synchronization has seen yet. */
public enum PendingImport {
  NONE,
  ADD,
  UPDATE,
  DELETE,
  /** Same anchor, other object type: the object starts over under other rules. */
  DELETE_ADD
}
