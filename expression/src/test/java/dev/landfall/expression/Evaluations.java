package dev.landfall.expression;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SplittableRandom;

/** Evaluates a source and shows the outcome as the tables write it. */
final class Evaluations {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2024-02-29T12:00:00Z"), ZoneOffset.UTC);

  private Evaluations() {}

  /** The display form; {@code NULL}, {@code AUTHORITATIVE-NULL}, {@code IGNORE}; or what failed. */
  static String show(Dialect dialect, String source, Map<String, ExpressionValue> attributes) {
    Compilation compilation = Expression.compile(dialect, source);
    if (compilation.expression().isEmpty()) {
      return "compile:"
          + compilation.problems().stream()
              .filter(problem -> problem.severity() == Severity.ERROR)
              .findFirst()
              .orElseThrow()
              .code();
    }
    try {
      return show(compilation.orThrow().evaluate(context(attributes)));
    } catch (EvaluationException e) {
      return "error:" + e.code();
    }
  }

  static MapContext context(Map<String, ExpressionValue> attributes) {
    return MapContext.builder()
        .attributes(attributes)
        .parameter("Domain.FQDN", ExpressionValue.of("contoso.com"))
        .clock(NOON)
        .random(new SplittableRandom(42))
        .build();
  }

  private static String show(Outcome outcome) {
    if (outcome instanceof Outcome.Value) {
      return ((Outcome.Value) outcome).value().display();
    }
    if (outcome instanceof Outcome.AuthoritativeNull) {
      return "AUTHORITATIVE-NULL";
    }
    return outcome instanceof Outcome.Null ? "NULL" : "IGNORE";
  }
}
