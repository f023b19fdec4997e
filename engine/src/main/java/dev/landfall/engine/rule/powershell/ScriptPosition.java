package dev.landfall.engine.rule.powershell;

/**
 * A place in a script.
 *
 * @param line 1-based
 * @param column 1-based, in UTF-16 units
 */
public record ScriptPosition(int line, int column) {}
