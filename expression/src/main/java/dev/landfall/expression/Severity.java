package dev.landfall.expression;

/** An error keeps the expression from compiling; a warning does not. */
public enum Severity {
  ERROR,
  WARNING
}
