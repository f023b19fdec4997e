package dev.landfall.connectors.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GuardedBodyTest {
  @Test
  @Timeout(20)
  void anAnswerThatFallsSilentIsGivenUp() throws Exception {
    try (PipedOutputStream server = new PipedOutputStream();
        GuardedBody body = new GuardedBody(new PipedInputStream(server), Duration.ofMillis(200))) {
      server.write("half".getBytes(StandardCharsets.UTF_8));

      assertThat(body.readNBytes(4)).hasSize(4);
      assertThatThrownBy(body::read)
          .isInstanceOf(HttpTimeoutException.class)
          .hasMessageContaining("nothing more came");
    }
  }
}
