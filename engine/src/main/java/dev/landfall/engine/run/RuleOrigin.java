package dev.landfall.engine.run;

import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a custom rule was copied from.
 *
 * @param ruleId the original
 * @param tag the tag it had then; its last part counts the revisions of the product's rule
 */
public record RuleOrigin(String ruleId, String tag) {
  private static final Pattern REVISION = Pattern.compile(".*\\.(\\d{1,9})");

  static Optional<RuleOrigin> read(Map<String, String> fields) {
    return Optional.ofNullable(fields.get("originRule"))
        .map(rule -> new RuleOrigin(rule, fields.getOrDefault("originTag", "")));
  }

  void write(Map<String, String> fields) {
    fields.put("originRule", ruleId);
    fields.put("originTag", tag);
  }

  /** A warning when an upgrade has brought a newer revision of the original. */
  public Optional<ConfigurationProblem> outdated(SyncRule copy, SyncRule original) {
    if (revision(original.immutableTag()) <= revision(tag)) {
      return Optional.empty();
    }
    return Optional.of(
        ConfigurationProblem.warning(
            "CLONE_OUTDATED",
            "rule \"" + copy.name() + "\"",
            0,
            "",
            "The rule was copied from revision "
                + tag
                + ", and an upgrade has brought "
                + original.immutableTag()
                + ". Compare it with the disabled original ("
                + original.id()
                + ") and take over what is new."));
  }

  private static int revision(String tag) {
    Matcher matcher = REVISION.matcher(tag);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
