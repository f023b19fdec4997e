package dev.landfall.connectors.graph;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * An answer that is given up when nothing more of it comes. The time-out of the JDK's client ends
 * with the head of an answer: a server that falls silent in the middle would be waited for for
 * ever.
 */
final class GuardedBody extends FilterInputStream {
  private static final ScheduledExecutorService WATCH =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "graph-answers");
            thread.setDaemon(true);
            return thread;
          });
  private static final int LOOKS = 4;

  private final Duration patience;
  private final ScheduledFuture<?> watch;
  private volatile long waitingSince;
  private volatile boolean waiting;
  private volatile boolean givenUp;

  GuardedBody(InputStream body, Duration patience) {
    super(body);
    this.patience = patience;
    long every = Math.max(1, patience.toMillis() / LOOKS);
    this.watch = WATCH.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (waiting && System.nanoTime() - waitingSince > patience.toNanos()) {
      givenUp = true;
      try {
        in.close();
      } catch (IOException e) {
        // Whoever reads is told why below.
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    waitingSince = System.nanoTime();
    waiting = true;
    int count;
    try {
      count = in.read(buffer, from, length);
    } catch (IOException e) {
      throw givenUp ? silent(e) : e;
    } finally {
      waiting = false;
    }
    if (givenUp) {
      throw silent(null);
    }
    return count;
  }

  private HttpTimeoutException silent(@org.jspecify.annotations.Nullable IOException cause) {
    HttpTimeoutException silent =
        new HttpTimeoutException("nothing more came for " + patience.toSeconds() + " s");
    if (cause != null) {
      silent.addSuppressed(cause);
    }
    return silent;
  }

  @Override
  public void close() throws IOException {
    watch.cancel(false);
    super.close();
  }
}
