package dev.landfall.engine.rule.powershell;

import java.util.Optional;

/**
 * One statement: a pipeline, whose output may go to a variable.
 *
 * @param variable the name before {@code =}, without the dollar sign
 */
public record Statement(ScriptPosition position, Optional<String> variable, Pipeline pipeline) {}
