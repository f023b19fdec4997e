package dev.landfall.engine.sync;

/** What a JoinNoFlow rule still lets through. */
public enum NoFlowReferences {
  /** Nothing flows. The migration runs in this mode. */
  STRICT,
  /** References flow, nothing else: what the newer text of the original says. */
  REFERENCES_ONLY,
  /** A change of a reference lets all updates of the object flow: what the older text says. */
  LEGACY_ALL
}
