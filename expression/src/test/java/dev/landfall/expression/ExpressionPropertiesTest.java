package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever is typed: problems or an outcome, never another exception and never without end. More
 * tries: {@code -Djqwik.tries.default} does not reach these; raise {@code tries} here.
 */
class ExpressionPropertiesTest {
  private static final Map<String, ExpressionValue> ATTRIBUTES =
      Map.of(
          "m", ExpressionValue.multi("a", "b"),
          "o", ExpressionValue.multi("1", ""),
          "s", ExpressionValue.of("text"),
          "n", ExpressionValue.of(514),
          "b", new ExpressionValue.Bin(new byte[] {1, 2, 3}),
          "long", ExpressionValue.of("ab,".repeat(50_000)),
          "many",
              new ExpressionValue.Multi(
                  Collections.nCopies(20_000, ExpressionValue.of("smtp:someone@corp.example.com"))),
          "mail", ExpressionValue.of("ada@x"),
          "proxyAddresses", ExpressionValue.multi("SMTP:ada@x", "smtp:b@x"),
          "userAccountControl", ExpressionValue.of(512));

  private static final List<String> SHIPPED = ShippedExpressions.orExamples();

  /** An outcome, or a code; anything thrown besides ends the test. */
  private static void answered(Dialect dialect, String source) {
    assertThat(Evaluations.show(dialect, source, ATTRIBUTES)).isNotNull();
    // Every place a problem names lies in the source: editors underline it.
    assertThat(Expression.compile(dialect, source).problems())
        .allSatisfy(
            each -> {
              assertThat(each.position()).isBetween(0, source.length());
              assertThat(each.position() + each.length()).isBetween(0, source.length());
              assertThat(each.caret(source)).contains("^");
            });
  }

  @Property(tries = 2_000)
  void anyTextIsAnswered(@ForAll Dialect dialect, @ForAll String source) {
    answered(dialect, source);
  }

  @Property(tries = 3_000)
  void anySoupOfTokensIsAnswered(@ForAll Dialect dialect, @ForAll("soups") String source) {
    answered(dialect, source);
  }

  @Property(tries = 3_000)
  void anyCallIsAnswered(@ForAll Dialect dialect, @ForAll("calls") String source) {
    answered(dialect, source);
  }

  @Property(tries = 2_000)
  void anyMutationOfAShippedExpressionIsAnswered(@ForAll("mutations") String source) {
    answered(Dialect.CONNECT, source);
  }

  @Provide
  Arbitrary<String> soups() {
    return Vocabulary.soups();
  }

  @Provide
  Arbitrary<String> calls() {
    return Vocabulary.calls(4);
  }

  @Provide
  Arbitrary<String> mutations() {
    return Vocabulary.mutations(SHIPPED);
  }
}
