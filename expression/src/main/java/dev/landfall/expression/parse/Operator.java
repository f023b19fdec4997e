package dev.landfall.expression.parse;

import java.util.Optional;

/**
 * Binary operators. Rank follows the grammar we settled on: arithmetic binds tightest with one
 * shared rank, then {@code &}, then comparisons, then {@code &&} and {@code ||} with one shared
 * rank.
 */
public enum Operator {
  OR("||", 1),
  AND("&&", 1),
  EQUAL("=", 2),
  NOT_EQUAL("<>", 2),
  LESS("<", 2),
  LESS_OR_EQUAL("<=", 2),
  GREATER(">", 2),
  GREATER_OR_EQUAL(">=", 2),
  CONCAT("&", 3),
  ADD("+", 4),
  SUBTRACT("-", 4),
  MULTIPLY("*", 4),
  DIVIDE("/", 4);

  private final String sign;
  private final int rank;

  Operator(String sign, int rank) {
    this.sign = sign;
    this.rank = rank;
  }

  public String sign() {
    return sign;
  }

  public int rank() {
    return rank;
  }

  public boolean isComparison() {
    return rank == 2;
  }

  public boolean isLogical() {
    return rank == 1;
  }

  public boolean isArithmetic() {
    return rank == 4;
  }

  static Optional<Operator> of(String sign) {
    for (Operator operator : values()) {
      if (operator.sign.equals(sign)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }
}
