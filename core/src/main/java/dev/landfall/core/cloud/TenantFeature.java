package dev.landfall.core.cloud;

/** The tenant switches of directory synchronization that group writeback depends on. */
public enum TenantFeature {
  /** Group writeback V2. */
  GROUP_WRITEBACK_V2("group-writeback-v2", "groupWriteBackEnabled"),
  /** Group writeback V1: Microsoft 365 groups only. */
  UNIFIED_GROUP_WRITEBACK("unified-group-writeback", "unifiedGroupWritebackEnabled");

  private final String option;
  private final String graphName;

  TenantFeature(String option, String graphName) {
    this.option = option;
    this.graphName = graphName;
  }

  /** The name on the command line. */
  public String option() {
    return option;
  }

  /** The property of {@code onPremisesDirectorySynchronizationFeature}. */
  public String graphName() {
    return graphName;
  }
}
