package dev.landfall.emulators.tenant;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The ids of a file and the numbers they get at first mention: so lines may come in any order, and
 * a file is read once.
 */
final class ImportedIds {
  private final Map<UUID, Integer> numbers = new HashMap<>();
  // By number: the line that defines the object, and the first line that mentions it.
  private int[] defined = new int[1024];
  private int[] mentioned = new int[1024];

  /** The id in its one spelling, or empty if it is no GUID. */
  static Optional<UUID> parse(String text) {
    if (text.length() != 36) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private int number(UUID id, int line) {
    Integer present = numbers.get(id);
    if (present != null) {
      return present;
    }
    int made = numbers.size() + 1;
    numbers.put(id, made);
    if (made >= defined.length) {
      defined = Arrays.copyOf(defined, made * 2);
      mentioned = Arrays.copyOf(mentioned, made * 2);
    }
    mentioned[made] = line;
    return made;
  }

  int mention(UUID id, int line) {
    return number(id, line);
  }

  /** The number of an object defined here, or minus the line that defined it before. */
  int define(UUID id, int line) {
    int number = number(id, line);
    if (defined[number] != 0) {
      return -defined[number];
    }
    defined[number] = line;
    return number;
  }

  int lineOf(long number) {
    return defined[(int) number];
  }

  /** Every id that is mentioned and nowhere defined is a problem. */
  void checkDefined(ImportLog log) {
    numbers.forEach(
        (id, number) -> {
          if (defined[number] == 0) {
            log.add(
                mentioned[number],
                "ids",
                "No line of the file defines the object \""
                    + id
                    + "\". Add it, or leave the membership out.");
          }
        });
  }
}
