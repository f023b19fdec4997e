package dev.landfall.connectors.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.testkit.time.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final ResourceUnits ONE = new ResourceUnits(1, 0);

  private final SettableClock clock = new SettableClock();
  private final Pace pace = new Pace(clock, clock::advance);

  private void request(ResourceUnits cost) {
    pace.begin(cost);
    pace.ended();
    pace.carriedOut(0);
  }

  @Test
  void staysBelowTheSmallestPublishedRate() {
    Instant start = clock.instant();
    long units = 0;
    while (Duration.between(start, clock.instant()).toSeconds() < 100) {
      request(new ResourceUnits(20, 0));
      units += 20;
    }
    assertThat(units).isLessThan(Pace.UNITS_IN_10_SECONDS * 10L).isGreaterThan(25_000);
  }

  @Test
  void countsWritesApart() {
    Instant start = clock.instant();
    for (int i = 0; i < 5_000; i++) {
      request(new ResourceUnits(1, 1));
    }
    long seconds = Duration.between(start, clock.instant()).toSeconds();
    // 80 % of 3,000 at once, then 16 in each second.
    assertThat(seconds).isBetween(150L, 175L);
  }

  @Test
  void halvesAtARefusalAndRisesSlowly() {
    double share = pace.share();
    int atATime = pace.atATime();
    request(ONE);
    clock.advance(Duration.ofSeconds(2));
    pace.throttled(Duration.ofSeconds(9));
    pace.throttled(Duration.ofSeconds(7));
    assertThat(pace.share()).as("refused together is one sign").isEqualTo(share / 2);
    assertThat(pace.atATime()).isEqualTo(atATime / 2);
    Instant before = clock.instant();
    request(ONE);
    assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofSeconds(9));
    for (int second = 0; second < 10; second++) {
      clock.advance(Duration.ofSeconds(1));
      request(ONE);
      request(ONE);
    }
    assertThat(pace.share()).isBetween(share / 2 + 0.15, share - 0.1);
    for (int second = 0; second < 60; second++) {
      clock.advance(Duration.ofSeconds(1));
      request(ONE);
    }
    assertThat(pace.share()).isEqualTo(share);
    assertThat(pace.atATime()).isEqualTo(Pace.MOST_AT_A_TIME);
    assertThat(pace.statistics().throttled()).isEqualTo(2);
    assertThat(pace.statistics().waited()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void slowsDownWhenALimitIsNear() {
    double share = pace.share();
    pace.begin(ONE);
    pace.ended();
    pace.carriedOut(0.93);
    assertThat(pace.share()).isLessThan(share).isGreaterThan(share / 2);
    for (int i = 0; i < 100; i++) {
      clock.advance(Duration.ofSeconds(1));
      pace.throttled(Duration.ZERO);
    }
    assertThat(pace.share()).as("never stands still").isPositive();
    assertThat(pace.atATime()).isEqualTo(1);
  }

  @Test
  void knowsWhatRequestsCost() {
    assertThat(cost("GET", "/v1.0/users?$select=id")).isEqualTo(new ResourceUnits(1, 0));
    assertThat(cost("GET", "/v1.0/users")).isEqualTo(new ResourceUnits(2, 0));
    assertThat(cost("GET", "/v1.0/groups/x/members")).isEqualTo(new ResourceUnits(3, 0));
    assertThat(cost("GET", "/v1.0/groups/x/members?$top=10&%24select=id"))
        .isEqualTo(new ResourceUnits(1, 0));
    assertThat(cost("GET", "/v1.0/groups/x/transitiveMembers?$expand=a"))
        .isEqualTo(new ResourceUnits(6, 0));
    assertThat(cost("PATCH", "/beta/groups/x")).isEqualTo(new ResourceUnits(1, 1));
    assertThat(cost("POST", "/v1.0/directoryObjects/getByIds")).isEqualTo(new ResourceUnits(3, 1));
    assertThat(cost("POST", "/landfall/directorySynchronization/batch"))
        .isEqualTo(ResourceUnits.NONE);
    ObjectNode batch = GraphClient.MAPPER.createObjectNode();
    ArrayNode parts = batch.putArray("requests");
    parts.addObject().put("method", "GET").put("url", "/groups/x/members");
    parts.addObject().put("method", "DELETE").put("url", "groups/x");
    assertThat(ResourceUnits.of("POST", "/beta/$batch", Optional.of(batch)))
        .isEqualTo(new ResourceUnits(4, 1));
  }

  private static ResourceUnits cost(String method, String path) {
    return ResourceUnits.of(method, path, Optional.empty());
  }

  @Test
  void waitsAsToldElseLongerEachTimeWithJitter() {
    BackOff backOff = new BackOff(clock, new Random(1));
    assertThat(backOff.before(Optional.of("17"), 1)).isEqualTo(Duration.ofSeconds(17));
    assertThat(backOff.before(Optional.of("600"), 1))
        .as("never earlier than told")
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(backOff.before(Optional.of("Sun, 01 Mar 2026 12:00:30 GMT"), 1))
        .isEqualTo(Duration.ofSeconds(30));
    for (int attempt = 1; attempt < 12; attempt++) {
      Duration least = Duration.ofSeconds(Math.min(1L << (attempt - 1), 180));
      assertThat(backOff.before(Optional.of("soon"), attempt))
          .isBetween(least, Duration.ofSeconds(180));
    }
  }
}
