package dev.landfall.engine.cloudsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscrowTest {
  private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");

  @ParameterizedTest(name = "after failure {0} the next attempt is {1} later")
  @CsvSource({"1, PT6H", "2, PT12H", "3, PT24H", "4, PT24H", "9, PT24H"})
  void delaysGrowToADay(int failures, Duration delay) {
    Escrow escrow = Escrow.first(JobStore.Change.DELETED, START);
    Instant last = START;
    for (int i = 1; i < failures; i++) {
      last = escrow.next();
      escrow = escrow.failedAgain(JobStore.Change.DELETED, last);
    }

    assertThat(escrow.attempts()).isEqualTo(failures);
    assertThat(escrow.next()).isEqualTo(last.plus(delay));
    assertThat(escrow.due(escrow.next())).isTrue();
    assertThat(escrow.due(escrow.next().minusSeconds(1))).isFalse();
  }

  @Test
  void after28DaysNothingIsTriedAnyMore() {
    Escrow escrow = Escrow.first(JobStore.Change.DELETED, START);

    assertThat(escrow.due(START.plus(Duration.ofDays(28)))).isTrue();
    assertThat(escrow.due(START.plus(Duration.ofDays(28)).plusSeconds(1))).isFalse();
  }
}
