package dev.landfall.expression.function;

import dev.landfall.expression.EvaluationException;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Bin;
import dev.landfall.expression.ExpressionValue.Multi;
import dev.landfall.expression.ExpressionValue.Text;
import dev.landfall.expression.Limits;

/** What one evaluation may still use up; see {@link Limits}. */
public final class Budget {
  /** Looking at so many characters or bytes counts as one step. */
  private static final int BLOCK_BITS = 10;

  private long steps;
  private long characters;
  private long values;

  public Budget() {
    this(Limits.STEPS, Limits.CHARACTERS, Limits.VALUES);
  }

  private Budget(long steps, long characters, long values) {
    this.steps = steps;
    this.characters = characters;
    this.values = values;
  }

  /**
   * For what is computed while compiling: little, because the results of all the calls of a source
   * stay in memory as long as the expression.
   */
  public static Budget ofCompiler() {
    return new Budget(10_000, 10_000, 1_000);
  }

  public void step() {
    if (--steps < 0) {
      throw spent(Limits.STEPS + " steps");
    }
  }

  public void steps(long count) {
    steps -= count;
    if (steps < 0) {
      throw spent(Limits.STEPS + " steps");
    }
  }

  /** Reads that many characters or bytes once. */
  public void read(int length) {
    int blocks = length >> BLOCK_BITS;
    if (blocks > 0) {
      steps(blocks);
    }
  }

  /** Searches a text, which may look at every character as often as the needle has some. */
  public void search(int length, int needle) {
    long blocks = (long) length * needle >> BLOCK_BITS;
    if (blocks > 0) {
      steps(blocks);
    }
  }

  /** Before building something much longer than the arguments: fails if it could not be paid. */
  public void room(long length) {
    if (length > characters) {
      throw spent(Limits.CHARACTERS + " characters");
    }
  }

  /** Before putting one more value to those that a function collects. */
  public void roomForValues(long count) {
    if (count > values) {
      throw spent(Limits.VALUES + " collected values");
    }
  }

  /** Pays for text or bytes of that length. */
  public void built(long length) {
    characters -= length;
    if (characters < 0) {
      throw spent(Limits.CHARACTERS + " characters");
    }
  }

  /** Pays for one value put into a collection. */
  public void collected() {
    if (--values < 0) {
      throw spent(Limits.VALUES + " collected values");
    }
  }

  /** Pays for the result of a function. */
  public void built(ExpressionValue result) {
    if (result instanceof Text) {
      built(((Text) result).text().length());
    } else if (result instanceof Bin) {
      built(((Bin) result).bytes().length);
    } else if (result instanceof Multi) {
      for (ExpressionValue value : ((Multi) result).values()) {
        collected();
        built(value);
      }
    }
  }

  private static EvaluationException spent(String limit) {
    return Fault.BUDGET_EXCEEDED.because("The evaluation takes more than " + limit + ".");
  }
}
