package dev.landfall.engine.rule.powershell;

/**
 * Walks over the characters of a script and knows where it is. Blanks, comments and back-ticks at
 * the end of a line are passed over here. Our choice: a back-tick with blanks after it continues
 * the line too, because published scripts are printed like that.
 */
final class CharacterCursor {
  /** What {@link #peek} gives at the end. */
  static final char END = '\0';

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;

  CharacterCursor(String script) {
    text = !script.isEmpty() && script.charAt(0) == BYTE_ORDER_MARK ? script.substring(1) : script;
  }

  ScriptPosition position() {
    return new ScriptPosition(line, at - lineStart + 1);
  }

  boolean atEnd() {
    return at >= text.length();
  }

  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : END;
  }

  boolean looksAt(String expected) {
    return text.startsWith(expected, at);
  }

  char next() {
    char c = text.charAt(at++);
    if (c == '\n' || (c == '\r' && peek() != '\n')) {
      line++;
      lineStart = at;
    }
    return c;
  }

  void skip(int count) {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  boolean take(char expected) {
    if (!atEnd() && peek() == expected) {
      next();
      return true;
    }
    return false;
  }

  /** Passes over blanks, comments and continued lines, but stays on this logical line. */
  void skipBlanks() {
    while (!atEnd()) {
      if (isBlank(peek())) {
        next();
      } else if (peek() == '`' && endsLineAfter(1)) {
        next();
        while (isBlank(peek())) {
          next();
        }
        takeLineBreak();
      } else if (looksAt("<#")) {
        skipBlockComment();
      } else if (peek() == '#') {
        while (!atEnd() && !isLineBreak(peek())) {
          next();
        }
      } else {
        return;
      }
    }
  }

  /** As {@link #skipBlanks}, over line breaks and semicolons too. */
  void skipToStatement() {
    skipBlanks();
    while (!atEnd() && (isLineBreak(peek()) || peek() == ';')) {
      next();
      skipBlanks();
    }
  }

  /** As {@link #skipBlanks}, over line breaks too: inside parentheses and after a pipe. */
  void skipBlanksAndLines() {
    skipBlanks();
    while (!atEnd() && isLineBreak(peek())) {
      next();
      skipBlanks();
    }
  }

  /** Goes to the end of the logical line: where reading starts again after a mistake. */
  void skipLogicalLine() {
    while (!atEnd() && !isLineBreak(peek())) {
      if (peek() == '`' && endsLineAfter(1)) {
        skipBlanks();
      } else {
        next();
      }
    }
  }

  void takeLineBreak() {
    if (peek() == '\r') {
      next();
    }
    if (peek() == '\n') {
      next();
    }
  }

  private void skipBlockComment() {
    ScriptPosition start = position();
    int end = text.indexOf("#>", at);
    if (end < 0) {
      skip(text.length() - at);
      throw new ScriptException(start, "The comment \"<#\" has no end; close it with \"#>\".");
    }
    skip(end + 2 - at);
  }

  private boolean endsLineAfter(int ahead) {
    int i = ahead;
    while (isBlank(peek(i))) {
      i++;
    }
    return at + i >= text.length() || isLineBreak(peek(i));
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\u00A0';
  }

  static boolean isLineBreak(char c) {
    return c == '\n' || c == '\r';
  }
}
