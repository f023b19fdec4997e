package dev.landfall.engine.run;

import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.Store;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** The metaverse objects marked for outbound synchronization, page by page. */
final class MarkedObjects {
  private static final int PAGE = 1_000;

  private final Metaverse metaverse;
  private final StepResult.Tally tally;
  private final PageBoundary boundary;
  private final Isolation isolation;

  MarkedObjects(Store store, StepResult.Tally tally, PageBoundary boundary) {
    this.metaverse = store.metaverse();
    this.tally = tally;
    this.boundary = boundary;
    this.isolation = new Isolation(store, tally);
  }

  /**
   * @param work made for a page before its transaction begins; takes the mark of an object away, or
   *     leaves it for the next pass or the next run
   * @param failed told what failed in a way nobody foresaw
   */
  void forEach(
      Function<List<Long>, Consumer<Long>> work, BiConsumer<Long, RuntimeException> failed) {
    long after = 0;
    List<Long> page;
    while (!tally.errorLimit() && !(page = metaverse.dirty(after, PAGE)).isEmpty()) {
      isolation.page(page, work.apply(page), failed);
      after = page.get(page.size() - 1);
      boundary.reached();
    }
  }
}
