package dev.landfall.engine.rule.powershell;

import java.util.List;

/** A value as a script writes it, before it is known. */
public sealed interface ScriptExpression {

  ScriptPosition position();

  /** A text, number or truth value written out. */
  record Literal(ScriptPosition position, ScriptValue value) implements ScriptExpression {}

  /** {@code $name}; {@code $_} is the object a filter is asked of. */
  record Variable(ScriptPosition position, String name) implements ScriptExpression {}

  /** A text in double quotes, with variables in it. */
  record Joined(ScriptPosition position, List<ScriptExpression> parts)
      implements ScriptExpression {}

  /** {@code @( … )}, or values with commas between. */
  record Listed(ScriptPosition position, List<ScriptExpression> items)
      implements ScriptExpression {}

  /** {@code target[index]}. */
  record Indexed(ScriptPosition position, ScriptExpression target, ScriptExpression index)
      implements ScriptExpression {}

  /** {@code target.name}. */
  record Member(ScriptPosition position, ScriptExpression target, String name)
      implements ScriptExpression {}

  /** {@code ( pipeline )}. */
  record Nested(ScriptPosition position, Pipeline pipeline) implements ScriptExpression {}

  /** {@code { condition }}. */
  record Braced(ScriptPosition position, ScriptExpression condition) implements ScriptExpression {}

  /** Two values with an operator such as {@code -eq} between; the operator in lower case. */
  record Binary(
      ScriptPosition position, String operator, ScriptExpression left, ScriptExpression right)
      implements ScriptExpression {}

  /** {@code -not value}. */
  record Not(ScriptPosition position, ScriptExpression operand) implements ScriptExpression {}
}
