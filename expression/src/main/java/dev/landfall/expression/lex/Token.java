package dev.landfall.expression.lex;

/**
 * One token.
 *
 * @param text the content without delimiters: a resolved string, a name, an operator, the digits of
 *     a number ({@code &H} kept)
 * @param position UTF-16 offset from 0
 * @param length UTF-16 units in the source
 */
public record Token(Kind kind, String text, int position, int length) {
  public enum Kind {
    NUMBER,
    STRING,
    ATTRIBUTE,
    PARAMETER,
    VARIABLE,
    IDENTIFIER,
    OPERATOR,
    OPEN,
    CLOSE,
    COMMA,
    END
  }

  public boolean is(Kind wanted) {
    return kind == wanted;
  }

  public int end() {
    return position + length;
  }
}
