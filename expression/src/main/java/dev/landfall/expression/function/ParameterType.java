package dev.landfall.expression.function;

import java.util.Locale;

/** What a parameter accepts, by the short names of the function reference. */
public enum ParameterType {
  STR("text"),
  NUM("a number"),
  BOOL("a Boolean"),
  BIN("binary"),
  REF("a reference"),
  DT("a date-time"),
  ENUM("an enumeration member"),
  /** A Boolean expression. */
  EXP("a Boolean expression"),
  /** One value of several kinds; a collection is lifted. */
  ONE("a single value"),
  /** Anything, a collection as a whole. */
  VAR("any value"),
  /** A collection as a whole; a single value counts as a collection of one. */
  MV("a collection"),
  /** A name bound for the other arguments. */
  VARIABLE("a variable such as $item"),
  /** Quoted text, nothing computed. */
  NAME("a quoted attribute name"),
  VOID("nothing");

  private final String words;

  ParameterType(String words) {
    this.words = words;
  }

  static ParameterType of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  public String words() {
    return words;
  }

  /**
   * Takes one value at a time, so a collection is lifted (Connect) or cut to its first (Cloud
   * Sync).
   */
  public boolean takesOneValue() {
    return this != VAR && this != MV && this != VARIABLE && this != NAME;
  }
}
