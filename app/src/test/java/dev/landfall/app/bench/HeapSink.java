package dev.landfall.app.bench;

import dev.landfall.core.connector.Watermark;
import org.jspecify.annotations.Nullable;

/** Counts, and looks at the end of each page how much heap is alive. */
final class HeapSink extends CountingSink {
  private long most;

  @Override
  public void page(@Nullable Watermark resume) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
  }

  double megabytes() {
    return most / 1e6;
  }
}
