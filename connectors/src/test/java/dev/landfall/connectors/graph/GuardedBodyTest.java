package dev.landfall.connectors.graph;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GuardedBodyTest {
  /** As the body of the JDK's client: who waits in it is let go when it is closed. */
  private static final class Silent extends InputStream {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public int read() throws IOException {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return -1;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @Test
  @Timeout(20)
  void anAnswerThatFallsSilentIsGivenUp() throws Exception {
    try (GuardedBody body = new GuardedBody(new Silent(), Duration.ofMillis(200))) {
      assertThatThrownBy(body::read)
          .isInstanceOf(HttpTimeoutException.class)
          .hasMessageContaining("nothing more came");
    }
  }
}
