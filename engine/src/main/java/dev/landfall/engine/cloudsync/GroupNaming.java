package dev.landfall.engine.cloudsync;

import java.util.Optional;

/** The presets for {@code cn}. */
public enum GroupNaming {
  /** Display name and the last 12 of the object id: what Cloud Sync does by itself. */
  DISPLAY_NAME(
      "default", "Append(Append(Left(Trim([displayName]),51),\"_\"),Mid([objectId],25,12))"),
  /** {@code Group_<objectId>}: the names that group writeback gave by default. */
  KEEP_WRITEBACK_NAMES("keep-writeback-names", "Append(\"Group_\",[objectId])");

  private final String option;
  private final String expression;

  GroupNaming(String option, String expression) {
    this.option = option;
    this.expression = expression;
  }

  public String option() {
    return option;
  }

  public String expression() {
    return expression;
  }

  public static Optional<GroupNaming> parse(String text) {
    for (GroupNaming naming : values()) {
      if (naming.option.equalsIgnoreCase(text) || naming.name().equalsIgnoreCase(text)) {
        return Optional.of(naming);
      }
    }
    return Optional.empty();
  }
}
