package dev.landfall.expression;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What compiling a source gave.
 *
 * @param expression empty exactly when a problem is an error
 * @param problems every error and warning, in the order of the source
 */
public record Compilation(Optional<Expression> expression, List<ExpressionProblem> problems) {
  public Compilation {
    requireNonNull(expression, "expression");
    problems = List.copyOf(problems);
  }

  /**
   * For sources known to be good.
   *
   * @throws IllegalArgumentException with all messages, if there is an error
   */
  public Expression orThrow() {
    return expression.orElseThrow(
        () ->
            new IllegalArgumentException(
                problems.stream()
                    .filter(problem -> problem.severity() == Severity.ERROR)
                    .map(p -> p.message() + (p.hint().isEmpty() ? "" : " " + p.hint()))
                    .collect(Collectors.joining("\n"))));
  }
}
