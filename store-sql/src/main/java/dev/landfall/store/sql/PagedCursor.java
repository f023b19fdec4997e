package dev.landfall.store.sql;

import dev.landfall.core.store.LongCursor;

/** Reads ids a page at a time by key, so that rows may change meanwhile. */
final class PagedCursor implements LongCursor {
  private static final int FIRST_PAGE = 64;
  private static final int PAGE = 2_000;

  /** Fills a page with the ids after one; returns how many there were. */
  interface Pages {
    int read(long after, long[] page);
  }

  private final Pages pages;
  private long[] page = new long[FIRST_PAGE];
  private int size;
  private int position;
  private long last;
  private boolean started;

  PagedCursor(Pages pages) {
    this.pages = pages;
  }

  @Override
  public long next() {
    if (position == size) {
      if (started && size < page.length) {
        return END;
      }
      if (started && page.length < PAGE) {
        page = new long[PAGE];
      }
      started = true;
      position = 0;
      size = pages.read(last, page);
      if (size == 0) {
        return END;
      }
    }
    last = page[position++];
    return last;
  }
}
