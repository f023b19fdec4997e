package dev.landfall.engine.migration;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code adminDescription} of a group says: {@code Group_<objectId>} marks a written-back
 * group, anything else is free text or malformed.
 *
 * @param kind how well the text is formed
 * @param objectId the cloud object id in lower case; empty unless well formed or normalizable
 */
record AnchorText(Kind kind, Optional<String> objectId) {
  private static final Pattern CANONICAL =
      Pattern.compile("Group_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  /** How well the text is formed. */
  enum Kind {
    CANONICAL,
    /** Right but for case or blanks around it: the canonical form is written. */
    NORMALIZABLE,
    /** Begins like a mark but holds no object id. */
    MALFORMED,
    /** No mark of group writeback. */
    OTHER
  }

  static AnchorText of(String adminDescription) {
    Matcher exact = CANONICAL.matcher(adminDescription);
    if (exact.matches()) {
      return new AnchorText(Kind.CANONICAL, Optional.of(exact.group(1)));
    }
    String trimmed = adminDescription.strip();
    if (!trimmed.regionMatches(true, 0, "Group_", 0, 6)) {
      return new AnchorText(Kind.OTHER, Optional.empty());
    }
    Matcher lenient = CANONICAL.matcher("Group_" + trimmed.substring(6).toLowerCase(Locale.ROOT));
    return lenient.matches()
        ? new AnchorText(Kind.NORMALIZABLE, Optional.of(lenient.group(1)))
        : new AnchorText(Kind.MALFORMED, Optional.empty());
  }

  /** The canonical text for a cloud object. */
  static String canonical(String objectId) {
    return "Group_" + objectId;
  }
}
