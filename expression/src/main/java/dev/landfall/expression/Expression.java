package dev.landfall.expression;

import dev.landfall.expression.check.Checker;
import dev.landfall.expression.function.Fault;
import dev.landfall.expression.function.FunctionTable;
import dev.landfall.expression.function.NetDateFormat;
import dev.landfall.expression.lex.Lexer;
import dev.landfall.expression.parse.Ast;
import dev.landfall.expression.parse.Parser;
import dev.landfall.expression.plan.Plan;
import dev.landfall.expression.plan.Planner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A compiled expression: immutable and thread-safe. Compile once, evaluate for every object. */
public final class Expression {
  private static final int MOST_STEPS = 500;
  private static final Outcome NOTHING = new Outcome.Null();

  private final Dialect dialect;
  private final String source;
  private final Plan plan;

  private Expression(Dialect dialect, String source, Plan plan) {
    this.dialect = dialect;
    this.source = source;
    this.plan = plan;
  }

  /** Never throws for bad source: problems are values, all of them at once. */
  public static Compilation compile(Dialect dialect, String source) {
    List<ExpressionProblem> problems = new ArrayList<>();
    if (source.length() > dialect.maximumLength()) {
      problems.add(
          ExpressionProblem.error(
              "expression-too-long",
              "The expression has " + source.length() + " characters.",
              dialect.maximumLength(),
              source.length() - dialect.maximumLength(),
              "At most " + dialect.maximumLength() + " are allowed."));
      return new Compilation(Optional.empty(), problems);
    }
    FunctionTable functions = FunctionCatalogue.table(dialect);
    Lexer lexer = new Lexer(dialect, source, problems);
    Optional<Ast> tree = new Parser(dialect, lexer.tokens(), problems).parse();
    tree.ifPresent(ast -> new Checker(dialect, functions, problems).check(ast));
    problems.sort(Comparator.comparingInt(ExpressionProblem::position));
    boolean failed = problems.stream().anyMatch(p -> p.severity() == Severity.ERROR);
    if (failed || tree.isEmpty()) {
      return new Compilation(Optional.empty(), shown(problems));
    }
    Plan plan = new Planner(dialect, functions).plan(tree.get());
    return new Compilation(Optional.of(new Expression(dialect, source, plan)), shown(problems));
  }

  /** Errors before warnings when there are too many for all of them. */
  private static List<ExpressionProblem> shown(List<ExpressionProblem> problems) {
    if (problems.size() <= Limits.PROBLEMS) {
      return problems;
    }
    return problems.stream()
        .sorted(Comparator.comparing(ExpressionProblem::severity))
        .limit(Limits.PROBLEMS)
        .sorted(Comparator.comparingInt(ExpressionProblem::position))
        .toList();
  }

  /**
   * Evaluates for one object.
   *
   * @throws EvaluationException if this object cannot be processed, and for nothing else
   */
  public Outcome evaluate(EvaluationContext context) {
    ExpressionValue value = plan.evaluate(context);
    if (value instanceof ExpressionValue.Symbol) {
      return steer((ExpressionValue.Symbol) value);
    }
    if (value == ExpressionValue.NULL || isEmpty(value)) {
      // An attribute flow of "" would block lower precedences with nothing to show for it.
      return NOTHING;
    }
    return new Outcome.Value(dialect == Dialect.CLOUD_SYNC ? datesAsText(value) : value);
  }

  private static Outcome steer(ExpressionValue.Symbol symbol) {
    if (symbol.equals(ExpressionValue.Symbol.AUTHORITATIVE_NULL)) {
      return new Outcome.AuthoritativeNull();
    }
    if (symbol.equals(ExpressionValue.Symbol.IGNORE_THIS_FLOW)) {
      return new Outcome.Ignore();
    }
    throw Fault.TYPE_MISMATCH.because(
        "The enumeration member \"" + symbol.name() + "\" cannot be the value of an expression.");
  }

  private static boolean isEmpty(ExpressionValue value) {
    if (value instanceof ExpressionValue.Text) {
      return ((ExpressionValue.Text) value).text().isEmpty();
    }
    return value instanceof ExpressionValue.Multi
        && ((ExpressionValue.Multi) value).values().isEmpty();
  }

  private static ExpressionValue datesAsText(ExpressionValue value) {
    if (value instanceof ExpressionValue.DateTime) {
      return ExpressionValue.of(
          NetDateFormat.CLOUD_SYNC_DEFAULT.format(((ExpressionValue.DateTime) value).instant()));
    }
    if (value instanceof ExpressionValue.Multi) {
      return new ExpressionValue.Multi(
          ((ExpressionValue.Multi) value).values().stream().map(Expression::datesAsText).toList());
    }
    return value;
  }

  /**
   * Evaluates again and tells every step, the first {@value #MOST_STEPS} of them; for explaining a
   * result to people. A failure is the last step.
   */
  public List<EvaluationStep> steps(EvaluationContext context) {
    List<EvaluationStep> steps = new ArrayList<>();
    List<ExpressionProblem> none = new ArrayList<>();
    Ast tree =
        new Parser(dialect, new Lexer(dialect, source, none).tokens(), none).parse().orElseThrow();
    Planner planner =
        Planner.telling(
            dialect,
            FunctionCatalogue.table(dialect),
            step -> {
              if (steps.size() < MOST_STEPS) {
                steps.add(step);
              }
            });
    try {
      planner.plan(tree).evaluate(context);
    } catch (EvaluationException failed) {
      // The steps say so themselves.
    }
    return steps;
  }

  public String source() {
    return source;
  }

  public Dialect dialect() {
    return dialect;
  }

  /**
   * Attributes it reads, each once, as first written, {@code ImportedValue} and {@code ValueCount}
   * included; in the order of {@link AttributeReference#index()}.
   */
  public List<String> attributes() {
    return plan.attributes();
  }

  /** Parameters it reads, without the percent signs. */
  public Set<String> parameters() {
    return plan.parameters();
  }

  /** The value comes from {@code Redact}: logs show {@code [Redact]} in its place. */
  public boolean redacted() {
    return plan.redacted();
  }

  /** The same attributes and parameters always give the same value: neither time nor chance. */
  public boolean repeatable() {
    return plan.repeatable();
  }

  /** Reads the target ({@code SelectUniqueValue}): evaluate on create only. */
  public boolean needsUniqueValue() {
    return plan.needsUniqueValue();
  }

  @Override
  public String toString() {
    return source;
  }
}
