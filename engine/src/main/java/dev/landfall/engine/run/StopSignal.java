package dev.landfall.engine.run;

/**
 * Lets another thread end what runs. A step looks at it where a page has been committed, so that
 * nothing is lost: what is left is done by the next run.
 */
public final class StopSignal {
  private volatile boolean requested;

  /** Asks for the end at the next page boundary. Any thread may call this. */
  public void request() {
    requested = true;
  }

  public boolean requested() {
    return requested;
  }

  void reset() {
    requested = false;
  }

  /** Ends the step if that was asked for. */
  void atPageBoundary() {
    if (requested) {
      throw new Requested();
    }
  }

  /** Unwinds a step, through the connector that feeds it, up to the run. */
  static final class Requested extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Requested() {
      super("An operator ended the run.", null, false, false);
    }
  }
}
