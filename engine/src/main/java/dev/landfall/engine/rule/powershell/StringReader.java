package dev.landfall.engine.rule.powershell;

import java.util.ArrayList;
import java.util.List;

/** Reads texts: in single quotes, in double quotes with variables, and here-strings of both. */
final class StringReader {
  private final CharacterCursor cursor;
  private final ExpressionReader expressions;

  StringReader(CharacterCursor cursor, ExpressionReader expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  /** Whether a text begins here. */
  boolean begins() {
    char c = cursor.peek();
    return Quotes.single(c) || Quotes.twofold(c) || hereStringBegins();
  }

  private boolean hereStringBegins() {
    return cursor.peek() == '@'
        && (Quotes.single(cursor.peek(1)) || Quotes.twofold(cursor.peek(1)));
  }

  ScriptExpression read() {
    ScriptPosition start = cursor.position();
    if (hereStringBegins()) {
      cursor.next();
      return hereString(start, Quotes.single(cursor.next()));
    }
    return Quotes.single(cursor.next()) ? literal(start) : expandable(start);
  }

  private ScriptExpression literal(ScriptPosition start) {
    StringBuilder text = new StringBuilder();
    while (true) {
      if (cursor.atEnd()) {
        throw unterminated(start, "'");
      }
      char c = cursor.next();
      if (Quotes.single(c)) {
        if (!Quotes.single(cursor.peek())) {
          return new ScriptExpression.Literal(start, ScriptValue.of(text.toString()));
        }
        // Of two quotes of different kinds the second one stays, as in PowerShell.
        c = cursor.next();
      }
      text.append(c);
    }
  }

  private ScriptExpression expandable(ScriptPosition start) {
    Parts parts = new Parts(start);
    while (true) {
      if (cursor.atEnd()) {
        throw unterminated(start, "\"");
      }
      if (Quotes.twofold(cursor.peek())) {
        cursor.next();
        if (!Quotes.twofold(cursor.peek())) {
          return parts.expression();
        }
        parts.text.append(cursor.next());
      } else {
        part(parts);
      }
    }
  }

  private void part(Parts parts) {
    if (cursor.peek() == '`') {
      cursor.next();
      if (!cursor.atEnd()) {
        parts.text.append(escaped(cursor.next()));
      }
    } else if (cursor.peek() == '$' && (cursor.peek(1) == '(' || variableFollows())) {
      parts.add(cursor.peek(1) == '(' ? nested() : expressions.variable());
    } else {
      parts.text.append(cursor.next());
    }
  }

  private boolean variableFollows() {
    return cursor.peek(1) == '{' || ExpressionReader.isNameCharacter(cursor.peek(1));
  }

  private ScriptExpression nested() {
    cursor.next();
    return expressions.nested();
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '0' -> '\0';
      default -> c;
    };
  }

  /** From the first line after the header to the line before the one that begins with the end. */
  private ScriptExpression hereString(ScriptPosition start, boolean literal) {
    while (CharacterCursor.isBlank(cursor.peek())) {
      cursor.next();
    }
    if (!CharacterCursor.isLineBreak(cursor.peek())) {
      throw new ScriptException(
          cursor.position(), "The text of a here-string begins on the line after its opening.");
    }
    cursor.takeLineBreak();
    Parts parts = new Parts(start);
    boolean lineBegins = true;
    while (true) {
      if (cursor.atEnd()) {
        throw new ScriptException(
            start,
            "The here-string has no end; close it with "
                + (literal ? "'@" : "\"@")
                + " at the beginning of a line.");
      }
      if (lineBegins && endsHere(literal)) {
        cursor.skip(2);
        parts.dropLastLineBreak();
        return parts.expression();
      }
      lineBegins = CharacterCursor.isLineBreak(cursor.peek());
      if (lineBegins && cursor.peek() == '\r' && cursor.peek(1) == '\n') {
        parts.text.append(cursor.next());
      }
      if (literal || lineBegins) {
        parts.text.append(cursor.next());
      } else {
        part(parts);
      }
    }
  }

  private boolean endsHere(boolean literal) {
    char c = cursor.peek();
    return cursor.peek(1) == '@' && (literal ? Quotes.single(c) : Quotes.twofold(c));
  }

  private static ScriptException unterminated(ScriptPosition start, String quote) {
    return new ScriptException(
        start, "The text that begins here has no end; close it with " + quote + ".");
  }

  /** Text and variables, in the order they come. */
  private static final class Parts {
    final StringBuilder text = new StringBuilder();
    private final ScriptPosition start;
    private final List<ScriptExpression> parts = new ArrayList<>();

    Parts(ScriptPosition start) {
      this.start = start;
    }

    void add(ScriptExpression part) {
      flush();
      parts.add(part);
    }

    private void flush() {
      if (text.length() > 0) {
        parts.add(new ScriptExpression.Literal(start, ScriptValue.of(text.toString())));
        text.setLength(0);
      }
    }

    void dropLastLineBreak() {
      for (char c : new char[] {'\n', '\r'}) {
        int last = text.length() - 1;
        if (last >= 0 && text.charAt(last) == c) {
          text.setLength(last);
        }
      }
    }

    ScriptExpression expression() {
      if (parts.isEmpty()) {
        return new ScriptExpression.Literal(start, ScriptValue.of(text.toString()));
      }
      flush();
      return new ScriptExpression.Joined(start, List.copyOf(parts));
    }
  }
}
