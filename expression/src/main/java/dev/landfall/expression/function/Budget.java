package dev.landfall.expression.function;

/**
 * What one evaluation may use up. Counted, not timed, so that the same object gives the same result
 * on a slow and on a fast machine. Our choice: the reference names no limits, or milliseconds.
 */
public final class Budget {
  private static final long STEPS = 2_000_000;
  private static final long CHARACTERS = 16_000_000;

  private long steps = STEPS;
  private long characters = CHARACTERS;

  /** One node evaluated, one value visited, one character matched by a pattern. */
  public void step() {
    steps(1);
  }

  public void steps(long count) {
    steps -= count;
    if (steps < 0) {
      throw Fault.BUDGET_EXCEEDED.because("The evaluation takes more than " + STEPS + " steps.");
    }
  }

  /** Asks before building that many characters or bytes. */
  public void produce(long count) {
    characters -= count;
    if (characters < 0) {
      throw Fault.BUDGET_EXCEEDED.because(
          "The evaluation builds more than " + CHARACTERS + " characters.");
    }
  }
}
