package dev.landfall.expression.function;

/** How the planner compiles a call: most functions just compute, a few steer evaluation. */
public enum Form {
  COMPUTE,
  IIF,
  /** Condition and value pairs. */
  SWITCH_PAIRS,
  /** Source, default, key and value pairs. */
  SWITCH_KEYS,
  WITH,
  SELECT,
  WHERE,
  IMPORTED_VALUE,
  VALUE_COUNT,
  COALESCE,
  /** Hands its argument on, marked for the log. */
  REDACT,
  /** Candidates, evaluated one after the other until one is free. */
  UNIQUE
}
