package dev.landfall.core.schema;

/** The engine's attribute types; a connector maps the syntaxes of its system onto them. */
public enum AttributeType {
  TEXT,
  NUMBER,
  BOOLEAN,
  BINARY,
  REFERENCE
}
