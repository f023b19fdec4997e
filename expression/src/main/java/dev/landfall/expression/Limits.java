package dev.landfall.expression;

/**
 * Everything that is limited when an expression is compiled or evaluated. Counted, not timed, so
 * that the same object gives the same result on a slow and on a fast machine. Our choice: the
 * reference names no limits, or milliseconds; these leave room for anything a rule does, and end
 * what would not end by itself. A source beyond a limit is a problem of its own; an evaluation
 * beyond one fails with {@code sync-rule-error-budget-exceeded}, for this object only.
 *
 * <p>Length of the source and nesting depend on the language: see {@link Dialect}.
 */
public final class Limits {
  /** Binary operators in one source. */
  public static final int OPERATORS = 1_000;

  /** Problems reported for one source; what is wrong beyond them shows once these are mended. */
  public static final int PROBLEMS = 100;

  /**
   * Steps of one evaluation. A step is a function, operator or name evaluated, a value of a
   * collection visited, 1,024 characters or bytes looked at, or one character looked at by a
   * pattern of {@code Replace}.
   */
  public static final long STEPS = 2_000_000;

  /** UTF-16 units and bytes that one evaluation may build, intermediate results included. */
  public static final long CHARACTERS = 16_000_000;

  /** Values that one evaluation may put into collections, intermediate results included. */
  public static final long VALUES = 1_000_000;

  /** UTF-16 units of a date format. */
  public static final int DATE_FORMAT = 1_000;

  /** UTF-16 units of a dictionary of {@code ReplaceChars} or a pattern of {@code Replace}. */
  public static final int PATTERN = 10_000;

  /** Bytes of {@code CBin}. */
  public static final int BINARY_NUMBER = 1_024;

  /** UTF-16 units of {@code RandomString}, by the reference. */
  public static final int RANDOM_TEXT = 256;

  private Limits() {}
}
