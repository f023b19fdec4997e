package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every expression of a real server's rules compiles. The export is not part of the project. */
class ShippedRulesTest {
  @Test
  void allShippedExpressionsCompile() throws Exception {
    assumeTrue(
        Files.isDirectory(ShippedExpressions.RULES),
        "Skipped: no exported rules at " + ShippedExpressions.RULES);
    Set<String> sources = ShippedExpressions.read();
    assertThat(sources).hasSizeGreaterThan(80);
    assertThat(sources)
        .allSatisfy(
            source ->
                assertThat(Expression.compile(Dialect.CONNECT, source).problems())
                    .as(source)
                    .isEqualTo(List.of()));
  }
}
