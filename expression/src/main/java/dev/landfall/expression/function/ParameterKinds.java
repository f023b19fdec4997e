package dev.landfall.expression.function;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which kinds of value a parameter takes or a function gives: one type, or several written {@code
 * str|num}. What is known before anything is evaluated is compared with it.
 *
 * @param accepted no special order; empty when anything goes
 */
public record ParameterKinds(ParameterType type, Set<ParameterType> accepted) {
  private static final Set<ParameterType> KNOWN =
      EnumSet.of(
          ParameterType.STR,
          ParameterType.NUM,
          ParameterType.BOOL,
          ParameterType.BIN,
          ParameterType.REF,
          ParameterType.DT,
          ParameterType.ENUM);

  /** Nothing is known, or anything is taken. */
  public static final ParameterKinds ANY = new ParameterKinds(ParameterType.VAR, Set.of());

  public ParameterKinds {
    requireNonNull(type, "type");
    accepted = Set.copyOf(accepted);
  }

  static ParameterKinds of(String words) {
    if (words.isEmpty()) {
      return ANY;
    }
    List<ParameterType> types =
        java.util.Arrays.stream(words.split("\\|", -1)).map(ParameterType::of).toList();
    if (types.size() > 1) {
      return new ParameterKinds(ParameterType.ONE, Set.copyOf(types));
    }
    return exactly(types.get(0));
  }

  public static ParameterKinds exactly(ParameterType type) {
    ParameterType kind = type == ParameterType.EXP ? ParameterType.BOOL : type;
    return new ParameterKinds(type, KNOWN.contains(kind) ? Set.of(kind) : Set.of());
  }

  public boolean any() {
    return accepted.isEmpty();
  }

  /** False only when no value of these kinds can ever be taken: a reference reads as text. */
  public boolean mayTake(ParameterKinds actual) {
    return any()
        || actual.any()
        || actual.accepted.stream()
            .anyMatch(
                kind ->
                    accepted.contains(kind)
                        || (kind == ParameterType.STR && accepted.contains(ParameterType.REF))
                        || (kind == ParameterType.REF && accepted.contains(ParameterType.STR)));
  }

  /** The kinds either side may be; unknown when one of them is. */
  public ParameterKinds or(ParameterKinds other) {
    if (any() || other.any()) {
      return ANY;
    }
    Set<ParameterType> both = EnumSet.copyOf(accepted);
    both.addAll(other.accepted);
    return new ParameterKinds(both.size() == 1 ? type : ParameterType.ONE, both);
  }

  /** As a part of a sentence: "text or a number". */
  public String words() {
    return any()
        ? type.words()
        : type == ParameterType.EXP
            ? type.words()
            : accepted.stream()
                .sorted()
                .map(ParameterType::words)
                .collect(Collectors.joining(" or "));
  }
}
