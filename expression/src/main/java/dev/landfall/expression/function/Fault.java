package dev.landfall.expression.function;

import dev.landfall.expression.EvaluationException;

/** The ways an evaluation fails. Codes are stable: run history stores them. */
public enum Fault {
  /** The {@code Error} function of the rule's author. */
  FUNCTION_TRIGGERED("sync-rule-error-function-triggered"),
  TYPE_MISMATCH("sync-rule-error-type-mismatch"),
  INVALID_ARGUMENT("sync-rule-error-invalid-argument"),
  ARITHMETIC("sync-rule-error-arithmetic"),
  UNDEFINED_PARAMETER("sync-rule-error-undefined-parameter"),
  /** {@code AuthoritativeNull} or {@code IgnoreThisFlow} as an operand. */
  MISPLACED_SPECIAL_VALUE("sync-rule-error-misplaced-special-value"),
  BUDGET_EXCEEDED("sync-rule-error-budget-exceeded"),
  NO_UNIQUE_VALUE("sync-rule-error-no-unique-value"),
  TWO_LIFTED_ATTRIBUTES("flow-multi-values-to-single-value"),
  DN_INDEX("dn-index-out-of-bounds");

  private final String code;

  Fault(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** The exception, without a place: the call around it adds that. */
  public EvaluationException because(String message) {
    return new EvaluationException(code, message, -1);
  }
}
