package dev.landfall.engine.rule.scope;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The operators of scope filters. A negative operator is true for an absent attribute: without that
 * no ordinary object would be in scope of the shipped rules.
 */
public enum ScopeOperator {
  EQUAL(Comparison.EQUAL, false),
  NOTEQUAL(Comparison.EQUAL, true),
  LESSTHAN(Comparison.LESS, false),
  LESSTHAN_OR_EQUAL(Comparison.LESS_OR_EQUAL, false),
  GREATERTHAN(Comparison.GREATER, false),
  GREATERTHAN_OR_EQUAL(Comparison.GREATER_OR_EQUAL, false),
  CONTAINS(Comparison.CONTAINS, false),
  NOTCONTAINS(Comparison.CONTAINS, true),
  STARTSWITH(Comparison.STARTS_WITH, false),
  NOTSTARTSWITH(Comparison.STARTS_WITH, true),
  ENDSWITH(Comparison.ENDS_WITH, false),
  NOTENDSWITH(Comparison.ENDS_WITH, true),
  ISNULL(Comparison.PRESENT, true),
  ISNOTNULL(Comparison.PRESENT, false),
  ISIN(Comparison.EQUAL, false),
  ISNOTIN(Comparison.EQUAL, true),
  ISBITSET(Comparison.BITS, false),
  /** The spelling of exported rules; the documentation writes {@code ISNOTBITSET}. */
  ISBITNOTSET(Comparison.BITS, true),
  ISMEMBEROF(Comparison.MEMBER_OF, false),
  ISNOTMEMBEROF(Comparison.MEMBER_OF, true);

  private final Comparison comparison;
  private final boolean negated;

  ScopeOperator(Comparison comparison, boolean negated) {
    this.comparison = comparison;
    this.negated = negated;
  }

  /** What is asked of each value. */
  public Comparison comparison() {
    return comparison;
  }

  /** Whether the clause holds exactly when no value satisfies the comparison. */
  public boolean negated() {
    return negated;
  }

  /** Whether it asks for membership in a group; it needs no attribute then. */
  public boolean asksMembership() {
    return comparison == Comparison.MEMBER_OF;
  }

  /** All names, as files spell them. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Enum::name).toList();
  }

  /** Finds an operator by its name in any case, {@code ISNOTBITSET} included. */
  public static Optional<ScopeOperator> parse(String text) {
    String name = text.trim().toUpperCase(Locale.ROOT);
    if (name.equals("ISNOTBITSET")) {
      return Optional.of(ISBITNOTSET);
    }
    for (ScopeOperator operator : values()) {
      if (operator.name().equals(name)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }
}
