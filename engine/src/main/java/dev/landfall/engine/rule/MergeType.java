package dev.landfall.engine.rule;

/** How the values of several rules for one attribute come together. */
public enum MergeType {
  UPDATE("Update"),
  /** Accepted for compatibility; the same as {@link #UPDATE}. */
  REPLACE("Replace"),
  MERGE("Merge"),
  MERGE_CASE_INSENSITIVE("MergeCaseInsensitive");

  private final String label;

  MergeType(String label) {
    this.label = label;
  }

  /** The spelling in rule files. */
  public String label() {
    return label;
  }

  /** Whether all values are united instead of one rule winning. */
  public boolean unites() {
    return this == MERGE || this == MERGE_CASE_INSENSITIVE;
  }
}
