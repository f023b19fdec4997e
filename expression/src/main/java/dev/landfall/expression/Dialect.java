package dev.landfall.expression;

/** The two expression languages. The same function name may mean different things in them. */
public enum Dialect {
  /** Declarative provisioning of Connect Sync. */
  CONNECT(128, 100_000),
  /** Attribute mappings of Cloud Sync. */
  CLOUD_SYNC(64, 10_000);

  private final int maximumNesting;
  private final int maximumLength;

  Dialect(int maximumNesting, int maximumLength) {
    this.maximumNesting = maximumNesting;
    this.maximumLength = maximumLength;
  }

  /** Parentheses and calls inside each other. Our choice for Connect, where no limit is known. */
  public int maximumNesting() {
    return maximumNesting;
  }

  /** UTF-16 units of source. Our choice for Connect, where no limit is known. */
  public int maximumLength() {
    return maximumLength;
  }
}
