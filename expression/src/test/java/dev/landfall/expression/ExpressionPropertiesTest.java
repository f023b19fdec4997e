package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Whatever is typed: problems or an outcome, never another exception and never without end. */
class ExpressionPropertiesTest {
  private static final Map<String, ExpressionValue> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("m", ExpressionValue.multi("a", "b")),
          Map.entry("o", ExpressionValue.multi("1", "")),
          Map.entry("s", ExpressionValue.of("text")),
          Map.entry("n", ExpressionValue.of(514)),
          Map.entry("b", new ExpressionValue.Bin(new byte[] {1, 2, 3})),
          Map.entry("long", ExpressionValue.of("ab,".repeat(50_000))),
          Map.entry(
              "sid", new ExpressionValue.Bin(new byte[] {1, 1, 0, 0, 0, 0, 0, 5, 9, 0, 0, 0})),
          Map.entry(
              "many",
              new ExpressionValue.Multi(
                  Collections.nCopies(2_000, ExpressionValue.of("smtp:someone@corp.example.com")))),
          Map.entry("dn", ExpressionValue.of("CN=Ann\\, B,OU=R1,DC=x")),
          Map.entry("mail", ExpressionValue.of("ada@x")),
          Map.entry("proxyAddresses", ExpressionValue.multi("SMTP:ada@x", "smtp:b@x")),
          Map.entry("userAccountControl", ExpressionValue.of(512)));

  /** Calls of these leave something unevaluated. */
  private static final List<String> LAZY =
      List.of("IIF(", "Switch(", "With(", "Select(", "Where(", "&&", "||");

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

  /** Most of these compile, so it is the evaluation that is tried; many give a value. */
  @Property(tries = 1_500, edgeCases = EdgeCasesMode.NONE)
  void anyCallWithFittingArgumentsIsAnswered(
      @ForAll("typedConnect") String connect, @ForAll("typedCloudSync") String cloudSync) {
    answered(Dialect.CONNECT, connect);
    answered(Dialect.CLOUD_SYNC, cloudSync);
    Statistics.label("Connect")
        .collect(kind(Dialect.CONNECT, connect))
        .coverage(share -> share.check("value").percentage(percent -> percent > 20));
    Statistics.label("Cloud Sync")
        .collect(kind(Dialect.CLOUD_SYNC, cloudSync))
        .coverage(share -> share.check("value").percentage(percent -> percent > 20));
  }

  /** A warning of types is never a false alarm: what is warned of gives no value. */
  @Property(tries = 1_500, edgeCases = EdgeCasesMode.NONE)
  void whatTheTypeCheckWarnsOfFails(@ForAll("plainCalls") String source) {
    Assume.that(LAZY.stream().noneMatch(source::contains));
    boolean warned =
        Expression.compile(Dialect.CONNECT, source).problems().stream()
            .anyMatch(problem -> problem.code().equals("type-mismatch"));
    if (warned) {
      String shown = Evaluations.show(Dialect.CONNECT, source, ATTRIBUTES);
      // NULL as the first argument is answered before the others are looked at, in each call.
      assertThat(shown).as(source).matches("error:.*|compile:.*|NULL|0|False|\\{(;|0|False)*\\}");
    }
  }

  private static String kind(Dialect dialect, String source) {
    String shown = Evaluations.show(dialect, source, ATTRIBUTES);
    return shown.startsWith("compile:") || shown.startsWith("error:") ? shown : "value";
  }

  @Provide
  Arbitrary<String> typedConnect() {
    return Vocabulary.typed(Dialect.CONNECT, 4);
  }

  @Provide
  Arbitrary<String> plainCalls() {
    return Vocabulary.typed(Dialect.CONNECT, 1);
  }

  @Provide
  Arbitrary<String> typedCloudSync() {
    return Vocabulary.typed(Dialect.CLOUD_SYNC, 4);
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
