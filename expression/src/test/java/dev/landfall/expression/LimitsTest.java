package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What would not end, or not fit, ends with a code. {@code big} is a text of 4 million characters,
 * {@code many} a collection of 200,000 values.
 */
@Timeout(
    value = 60,
    threadMode =
        Timeout.ThreadMode.SEPARATE_THREAD) // a test that hangs is a hang; nothing is measured
class LimitsTest {
  private static final String SPENT = "error:sync-rule-error-budget-exceeded";

  private static final Map<String, ExpressionValue> ATTRIBUTES =
      Map.of(
          "big", ExpressionValue.of("a".repeat(4_000_000)),
          "many",
              new ExpressionValue.Multi(
                  Collections.nCopies(200_000, ExpressionValue.of("someone@corp.example.com"))),
          "bytes", new ExpressionValue.Bin(new byte[4_000_000]));

  private static String show(Dialect dialect, String source) {
    return Evaluations.show(dialect, source, ATTRIBUTES);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      PadLeft("x",9223372036854775807,"y")
      PadLeft("x",15000000,"y") & PadLeft("x",15000000,"y")
      Len(Replace([big],"a","bbbbbbbbbb"))
      Len(ReplaceChars([big],"a:bbbbbbbbbb"))
      Count(Split([big],"a"))
      Len(Join([many],[big]))
      Count(Select($x,[many],Left([big],3999999)))
      Count(Select($x,[many],InStr([big],"b")))
      InStr([big],Left([big],2000000) & "b")
      Contains([big],Left([big],2000000) & "b")
      Count(Select($x,[many],Select($y,[many],$x & $y)))
      Count(Select($x,[many],Count(Where($y,[many],$y=$x))))
      Count(Select($x,[many],Thumbprint([bytes])))
      Count(Select($x,[many],IsCert([bytes])))
      Len(ConvertToUTF8Hex([big]) & ConvertToUTF8Hex([big]))
      With($a,[big] & [big],With($b,$a & $a,With($c,$b & $b,Len($c & $c))))
      """)
  void evaluationsThatDoNotEndAreEnded(String source) {
    assertThat(show(Dialect.CONNECT, source)).isEqualTo(SPENT);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      Count(Trim([many])) ~ 200000
      Count(RemoveDuplicates([many])) ~ 1
      Len(Trim([big])) ~ 4000000
      InStr([big],"b") ~ 0
      Len(Join([many],";")) ~ 4999999
      Len(Thumbprint([bytes])) ~ 32
      """)
  void whatIsLargeButHonestPasses(String source, String expected) {
    assertThat(show(Dialect.CONNECT, source)).isEqualTo(expected);
  }

  @Test
  void cloudSyncHasTheSameLimits() {
    String word = "a".repeat(60) + "!";
    assertThat(
            show(Dialect.CLOUD_SYNC, "Replace(\"" + word + "\", ,\"^(a|aa)+\\\\1c$\", ,\"\", , )"))
        .isEqualTo(SPENT);
    assertThat(show(Dialect.CLOUD_SYNC, "Replace([big],\"a\", , ,\"bbbbbbbb\", , )"))
        .isEqualTo(SPENT);
    assertThat(show(Dialect.CLOUD_SYNC, "Join([big],[many])")).isEqualTo(SPENT);
    assertThat(show(Dialect.CLOUD_SYNC, "NormalizeDiacritics([big])")).isEqualTo(SPENT);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void sourcesBeyondALimitAreProblems(Dialect dialect) {
    int deep = dialect.maximumNesting() + 1;
    assertThat(show(dialect, "(".repeat(deep) + "1" + ")".repeat(deep)))
        .isEqualTo("compile:expression-too-deep");
    assertThat(show(dialect, "Trim(".repeat(deep) + "\"a\"" + ")".repeat(deep)))
        .isEqualTo("compile:expression-too-deep");
    assertThat(show(dialect, "\"a\"" + "&\"a\"".repeat(Limits.OPERATORS + 1)))
        .isEqualTo("compile:too-many-operators");
    assertThat(show(dialect, " ".repeat(dialect.maximumLength()) + "1"))
        .isEqualTo("compile:expression-too-long");
    assertThat(show(dialect, "9".repeat(dialect.maximumLength())))
        .isEqualTo("compile:number-out-of-range");
  }

  /** Deep and long sources on a thread with a small stack, as servers have many of. */
  @Test
  void whatIsWithinTheLimitsNeedsLittleStack() throws Exception {
    List<String> sources = new ArrayList<>();
    sources.add("\"a\"" + "&\"a\"".repeat(Limits.OPERATORS));
    sources.add("IIF(True,".repeat(127) + "1=1" + ",2)".repeat(127));
    sources.add("-".repeat(127) + "[n]");
    sources.add("Trim([many]&".repeat(100) + "\"a\"" + ")".repeat(100));
    sources.add("With($x,1,".repeat(120) + "$x" + ")".repeat(120));
    sources.add("Select($x,\"a\",".repeat(120) + "$x" + ")".repeat(120));
    sources.add("1+(".repeat(120) + "[n]" + ")".repeat(120));
    AtomicReference<Throwable> failed = new AtomicReference<>();
    Thread small =
        new Thread(
            null,
            () -> sources.forEach(source -> show(Dialect.CONNECT, source)),
            "small stack",
            256 * 1024);
    small.setUncaughtExceptionHandler((thread, failure) -> failed.set(failure));
    small.start();
    small.join(Duration.ofSeconds(50).toMillis());

    assertThat(failed.get()).isNull();
    assertThat(small.isAlive()).isFalse();
  }

  /** The results of constant calls stay in memory as long as the expression: they must be small. */
  @Test
  void compilingComputesLittle() {
    String source =
        "PadLeft(\"x\",15000000,\"y\")," + "PadLeft(\"x\",15000000,\"y\"),".repeat(2_000);

    Compilation compilation =
        Expression.compile(Dialect.CONNECT, "Switch(False," + source + "False,1)");

    assertThat(compilation.problems())
        .extracting(ExpressionProblem::code)
        .doesNotContain("sync-rule-error-budget-exceeded");
  }
}
