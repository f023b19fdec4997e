package dev.landfall.engine.rule;

/** The direction of a rule, seen from the metaverse. */
public enum Direction {
  INBOUND("Inbound"),
  OUTBOUND("Outbound");

  private final String label;

  Direction(String label) {
    this.label = label;
  }

  /** The spelling in rule files. */
  public String label() {
    return label;
  }
}
