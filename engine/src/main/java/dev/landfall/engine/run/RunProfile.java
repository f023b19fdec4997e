package dev.landfall.engine.run;

import java.util.Optional;

/** The five run profiles that every connector has. */
public enum RunProfile {
  FULL_IMPORT("full-import", "Full Import"),
  DELTA_IMPORT("delta-import", "Delta Import"),
  FULL_SYNCHRONIZATION("full-sync", "Full Synchronization"),
  DELTA_SYNCHRONIZATION("delta-sync", "Delta Synchronization"),
  EXPORT("export", "Export");

  private final String option;
  private final String label;

  RunProfile(String option, String label) {
    this.option = option;
    this.label = label;
  }

  /** The name on the command line. */
  public String option() {
    return option;
  }

  /** The name in configuration files and run history. */
  public String label() {
    return label;
  }

  public static Optional<RunProfile> parse(String text) {
    for (RunProfile profile : values()) {
      if (profile.option.equalsIgnoreCase(text) || profile.label.equalsIgnoreCase(text)) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }
}
