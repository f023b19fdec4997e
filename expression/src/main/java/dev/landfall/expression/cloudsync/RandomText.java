package dev.landfall.expression.cloudsync;

import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.Limits;
import dev.landfall.expression.function.Arguments;
import java.util.random.RandomGenerator;

/** RandomString: the minima of each class, the rest from all classes, then shuffled. */
final class RandomText {
  private static final String[] CLASSES = {
    "0123456789",
    "!#$%&()*+-./:;<=>?@[]^_{|}~",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "abcdefghijklmnopqrstuvwxyz"
  };
  private static final int LONGEST = Limits.RANDOM_TEXT;

  private RandomText() {}

  /** A class without minimum joins in only when the length exceeds the sum of the minima. */
  static ExpressionValue of(Arguments a) {
    long length = a.number(0);
    String avoid = a.textOr(5, "");
    StringBuilder text = new StringBuilder();
    StringBuilder all = new StringBuilder();
    RandomGenerator random = a.context().random();
    if (length < 0 || length > LONGEST) {
      throw a.invalid(0, "is " + length + "; 0 to " + LONGEST + " are possible.");
    }
    for (int i = 0; i < CLASSES.length; i++) {
      String allowed = without(CLASSES[i], avoid);
      long minimum = a.numberOr(i + 1, 0);
      if (minimum < 0 || minimum > length - text.length()) {
        throw a.invalid(i + 1, "is " + minimum + ": the minima do not fit into the length.");
      }
      all.append(allowed);
      draw(a, allowed, minimum, random, text);
    }
    draw(a, all.toString(), length - text.length(), random, text);
    for (int i = text.length() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      char moved = text.charAt(i);
      text.setCharAt(i, text.charAt(j));
      text.setCharAt(j, moved);
    }
    return ExpressionValue.of(text.toString());
  }

  private static void draw(
      Arguments a, String allowed, long count, RandomGenerator random, StringBuilder text) {
    if (count > 0 && allowed.isEmpty()) {
      throw a.invalid(5, "leaves no character to choose from.");
    }
    for (long i = 0; i < count; i++) {
      text.append(allowed.charAt(random.nextInt(allowed.length())));
    }
  }

  private static String without(String characters, String avoid) {
    StringBuilder rest = new StringBuilder();
    characters.chars().filter(c -> avoid.indexOf(c) < 0).forEach(c -> rest.append((char) c));
    return rest.toString();
  }
}
