package dev.landfall.engine.run;

/**
 * The moment between two pages of a step, when everything is committed. Here another thread can end
 * what runs without loss – what is left is done by the next run – and small changes that cannot
 * wait for the end of a cycle are carried out.
 */
final class PageBoundary {
  private volatile boolean stopRequested;
  private volatile Runnable interlude = () -> {};

  /** Asks for the end of the step. Any thread may call this. */
  void requestStop() {
    stopRequested = true;
  }

  boolean stopRequested() {
    return stopRequested;
  }

  void reset() {
    stopRequested = false;
  }

  /** What is done at every page boundary, on the thread of the engine. */
  void interlude(Runnable work) {
    interlude = work;
  }

  /** Called by the steps where a page has been committed. */
  void reached() {
    interlude.run();
    if (stopRequested) {
      throw new StopRequested();
    }
  }

  /** Unwinds a step, through the connector that feeds it, up to the run. */
  static final class StopRequested extends RuntimeException {
    private static final long serialVersionUID = 1;

    private StopRequested() {
      super("An operator ended the run.", null, false, false);
    }
  }
}
