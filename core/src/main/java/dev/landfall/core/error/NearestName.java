package dev.landfall.core.error;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Did you mean …? Finds the known name that a mistyped one is nearest to. */
public final class NearestName {
  private NearestName() {}

  /** The nearest candidate, case ignored; empty when none is near enough to be meant. */
  public static Optional<String> of(String name, Collection<String> candidates) {
    String best = "";
    int bestDistance = Math.min(Math.max(3, name.length() / 3) + 1, name.length());
    for (String candidate : candidates) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** {@code Did you mean "x"?}, or what is known when nothing is near. */
  public static String hint(String name, Collection<String> candidates) {
    return of(name, candidates)
        .map(near -> "Did you mean \"" + near + "\"?")
        .orElseGet(() -> "Known are " + String.join(", ", candidates) + ".");
  }

  /** Edits between two names: Levenshtein, one row at a time. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substitution = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}
