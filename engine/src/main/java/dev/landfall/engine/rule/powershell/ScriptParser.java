package dev.landfall.engine.rule.powershell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a script. A statement that cannot be read becomes a problem with line and column, and
 * reading goes on with the next line, so that everything wrong is told at once.
 */
public final class ScriptParser {
  private static final Set<String> BEYOND =
      Set.of(
          "if",
          "else",
          "elseif",
          "foreach",
          "for",
          "while",
          "do",
          "switch",
          "function",
          "filter",
          "param",
          "try",
          "catch",
          "finally",
          "throw",
          "return",
          "begin",
          "process",
          "end",
          "class");

  private final CharacterCursor cursor;
  private final ExpressionReader expressions;

  private ScriptParser(String script) {
    cursor = new CharacterCursor(script);
    expressions = new ExpressionReader(cursor, this::pipeline);
  }

  /** Reads a whole script; a byte order mark and line ends of any kind are accepted. */
  public static Script parse(String script) {
    return new ScriptParser(script).script();
  }

  private Script script() {
    List<Statement> statements = new ArrayList<>();
    List<ScriptException> problems = new ArrayList<>();
    while (true) {
      try {
        cursor.skipToStatement();
        if (cursor.atEnd()) {
          return new Script(statements, problems);
        }
        statements.add(statement());
      } catch (ScriptException problem) {
        problems.add(problem);
        cursor.skipLogicalLine();
      }
    }
  }

  private Statement statement() {
    ScriptPosition start = cursor.position();
    if (cursor.peek() == '[') {
      skipTypeOfVariable();
    }
    Optional<String> variable = Optional.empty();
    Pipeline pipeline;
    if (cursor.peek() == '$') {
      ScriptExpression first = expressions.expression();
      cursor.skipBlanks();
      if (cursor.peek() == '=') {
        if (!(first instanceof ScriptExpression.Variable named)) {
          throw new ScriptException(start, "Only a variable alone can be assigned to.");
        }
        cursor.next();
        cursor.skipBlanksAndLines();
        variable = Optional.of(named.name());
        pipeline = pipeline();
      } else {
        pipeline = pipelineFrom(start, new Pipeline.Value(start, first));
      }
    } else {
      pipeline = pipeline();
    }
    cursor.skipBlanks();
    if (!cursor.atEnd() && !CharacterCursor.isLineBreak(cursor.peek()) && cursor.peek() != ';') {
      throw expressions.unexpected("the end of the statement");
    }
    return new Statement(start, variable, pipeline);
  }

  /** {@code [string] $name = …}: the type says nothing that we need. */
  private void skipTypeOfVariable() {
    ScriptPosition start = cursor.position();
    while (!cursor.atEnd() && cursor.peek() != ']' && !CharacterCursor.isLineBreak(cursor.peek())) {
      cursor.next();
    }
    cursor.take(']');
    cursor.skipBlanks();
    if (cursor.peek() != '$') {
      throw new ScriptException(
          start, "Types and their methods are not part of what can be read; write the value.");
    }
  }

  private Pipeline pipeline() {
    ScriptPosition start = cursor.position();
    return pipelineFrom(start, stage());
  }

  private Pipeline pipelineFrom(ScriptPosition start, Pipeline.Stage first) {
    List<Pipeline.Stage> stages = new ArrayList<>();
    stages.add(first);
    cursor.skipBlanks();
    while (cursor.take('|')) {
      cursor.skipBlanksAndLines();
      stages.add(stage());
      cursor.skipBlanks();
    }
    return new Pipeline(start, stages);
  }

  private Pipeline.Stage stage() {
    ScriptPosition start = cursor.position();
    char c = cursor.peek();
    if (c == '?' || Character.isLetter(c)) {
      return command(start);
    }
    if (c == '$'
        || c == '('
        || c == '@'
        || ExpressionReader.isDigit(c)
        || expressions.textBegins()
        || Quotes.dash(c)) {
      return new Pipeline.Value(start, expressions.condition());
    }
    throw expressions.unexpected("a command or a value");
  }

  private Pipeline.Command command(ScriptPosition start) {
    String name = expressions.bareWord();
    if (BEYOND.contains(name.toLowerCase(Locale.ROOT))) {
      throw new ScriptException(
          start,
          "\""
              + name
              + "\" is not part of what can be read: commands, pipes and variables only. Write"
              + " the commands one after the other.");
    }
    List<Pipeline.Argument> arguments = new ArrayList<>();
    cursor.skipBlanks();
    while (!atEndOfCommand()) {
      arguments.add(argument());
      cursor.skipBlanks();
    }
    return new Pipeline.Command(start, name, arguments);
  }

  private boolean atEndOfCommand() {
    char c = cursor.peek();
    return cursor.atEnd()
        || CharacterCursor.isLineBreak(c)
        || c == '|'
        || c == ';'
        || c == ')'
        || c == '}';
  }

  private Pipeline.Argument argument() {
    ScriptPosition start = cursor.position();
    if (Quotes.dash(cursor.peek()) && Character.isLetter(cursor.peek(1))) {
      cursor.next();
      StringBuilder name = new StringBuilder();
      while (ExpressionReader.isNameCharacter(cursor.peek())) {
        name.append(cursor.next());
      }
      Optional<ScriptExpression> value = Optional.empty();
      if (cursor.take(':')) {
        cursor.skipBlanks();
        value = Optional.of(argumentValues());
      }
      return new Pipeline.Argument(start, Optional.of(name.toString()), value);
    }
    return new Pipeline.Argument(start, Optional.empty(), Optional.of(argumentValues()));
  }

  /** One value, or several with commas between. */
  private ScriptExpression argumentValues() {
    ScriptPosition start = cursor.position();
    ScriptExpression first = argumentValue();
    cursor.skipBlanks();
    if (cursor.peek() != ',') {
      return first;
    }
    List<ScriptExpression> items = new ArrayList<>();
    items.add(first);
    while (cursor.take(',')) {
      cursor.skipBlanksAndLines();
      items.add(argumentValue());
      cursor.skipBlanks();
    }
    return new ScriptExpression.Listed(start, items);
  }

  private ScriptExpression argumentValue() {
    char c = cursor.peek();
    if (c == '$' || c == '(' || c == '@' || expressions.textBegins()) {
      return expressions.expression();
    }
    ScriptPosition start = cursor.position();
    if (c == '{') {
      cursor.next();
      cursor.skipBlanksAndLines();
      ScriptExpression condition = expressions.condition();
      cursor.skipBlanksAndLines();
      expressions.expect('}');
      return new ScriptExpression.Braced(start, condition);
    }
    String word = expressions.bareWord();
    return new ScriptExpression.Literal(
        start, ExpressionReader.number(word).orElse(ScriptValue.of(word)));
  }
}
