package dev.landfall.engine.run;

import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Works off a page in one transaction. If one object of it fails in a way nobody foresaw, the page
 * is taken back and worked off again object by object, each in a transaction of its own: the bad
 * one is told, the others go on. What stops a step ({@link LandfallException}) still stops it.
 */
final class Isolation {
  private final Store store;
  private final StepResult.Tally tally;

  Isolation(Store store, StepResult.Tally tally) {
    this.store = store;
    this.tally = tally;
  }

  <T> void page(List<T> page, Consumer<T> work, BiConsumer<T, RuntimeException> failed) {
    page(page, work, failed, () -> {});
  }

  /**
   * @param failed told what failed and why, in a transaction of its own
   * @param whole done in the transaction of the page, if nothing of it failed
   */
  <T> void page(
      List<T> page, Consumer<T> work, BiConsumer<T, RuntimeException> failed, Runnable whole) {
    StepResult.Tally.Mark before = tally.mark();
    try {
      store.inTransaction(
          () -> {
            page.forEach(work);
            whole.run();
          });
    } catch (LandfallException stopped) {
      throw stopped;
    } catch (RuntimeException unforeseen) {
      tally.rewind(before);
      page.forEach(one -> single(one, work, failed));
    }
  }

  private <T> void single(T one, Consumer<T> work, BiConsumer<T, RuntimeException> failed) {
    StepResult.Tally.Mark before = tally.mark();
    try {
      store.inTransaction(() -> work.accept(one));
    } catch (LandfallException stopped) {
      throw stopped;
    } catch (RuntimeException unforeseen) {
      tally.rewind(before);
      store.inTransaction(() -> failed.accept(one, unforeseen));
    }
  }

  /** What an unforeseen failure says of itself. */
  static String reason(RuntimeException unforeseen) {
    return unforeseen.getMessage() == null
        ? unforeseen.getClass().getSimpleName()
        : unforeseen.getMessage();
  }
}
