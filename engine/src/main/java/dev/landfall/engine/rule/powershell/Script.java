package dev.landfall.engine.rule.powershell;

import java.util.List;

/** A script: the statements that could be read, and why the others could not. */
public record Script(List<Statement> statements, List<ScriptException> problems) {
  public Script {
    statements = List.copyOf(statements);
    problems = List.copyOf(problems);
  }
}
