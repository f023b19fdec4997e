package dev.landfall.app.cli;

import java.util.function.LongConsumer;

/** Tells on standard error how many lines are done, for work over a second. */
final class LineProgress implements LongConsumer {
  private static final long INTERVAL_NANOS = 2_000_000_000L;

  private final Output output;
  private final String verb;
  private long next = System.nanoTime() + INTERVAL_NANOS / 2;

  LineProgress(Output output, String verb) {
    this.output = output;
    this.verb = verb;
  }

  @Override
  public void accept(long lines) {
    if (System.nanoTime() - next >= 0) {
      output.progress(String.format("%s %,d lines", verb, lines));
      next = System.nanoTime() + INTERVAL_NANOS;
    }
  }
}
