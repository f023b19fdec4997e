package dev.landfall.expression.cloudsync;

import dev.landfall.expression.Limits;
import dev.landfall.expression.function.Budget;
import dev.landfall.expression.function.Fault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A .NET regular expression on Java's engine. Group names may hold underscores in .NET, so they are
 * renamed. Matching is paid for from the budget, so a pattern that backtracks forever is stopped.
 */
final class NetPattern {
  private static final Pattern GROUP = Pattern.compile("\\(\\?(?:<|')([A-Za-z_]\\w*)(?:>|')");
  private static final Pattern INSERT = Pattern.compile("\\$(?:\\{(\\w+)\\}|(\\d+)|(\\$)|(&))");

  private final Pattern pattern;
  private final Map<String, String> groups = new LinkedHashMap<>();

  /**
   * @throws PatternSyntaxException with the reason
   */
  NetPattern(String source) {
    StringBuilder renamed = new StringBuilder();
    Matcher matcher = GROUP.matcher(source);
    while (matcher.find()) {
      String java = groups.computeIfAbsent(matcher.group(1), name -> "g" + groups.size());
      matcher.appendReplacement(renamed, Matcher.quoteReplacement("(?<" + java + ">"));
    }
    matcher.appendTail(renamed);
    String translated = renamed.toString();
    for (Map.Entry<String, String> group : groups.entrySet()) {
      translated =
          translated.replace("\\k<" + group.getKey() + ">", "\\k<" + group.getValue() + ">");
    }
    pattern = Pattern.compile(translated);
  }

  /** Compiles for an evaluation. */
  static NetPattern of(String source) {
    if (source.length() > Limits.PATTERN) {
      throw Fault.INVALID_ARGUMENT.because(
          "The pattern is longer than " + Limits.PATTERN + " characters.");
    }
    try {
      return new NetPattern(source);
    } catch (PatternSyntaxException | StackOverflowError e) {
      throw Fault.INVALID_ARGUMENT.because("\"" + source + "\" is not a pattern.");
    }
  }

  boolean hasGroup(String name) {
    return groups.containsKey(name);
  }

  String replaceAll(String text, String replacement, Budget budget) {
    return guarded(text, budget, matcher -> replaced(matcher, text, replacement, null, budget));
  }

  /** Only the text of the group is replaced in each match. */
  String replaceGroup(String text, String group, String replacement, Budget budget) {
    return guarded(
        text, budget, matcher -> replaced(matcher, text, replacement, java(group), budget));
  }

  /** The group's text in the first match, or nothing. */
  java.util.Optional<String> capture(String text, String group, Budget budget) {
    return guarded(
        text,
        budget,
        matcher ->
            matcher.find()
                ? java.util.Optional.ofNullable(matcher.group(java(group)))
                : java.util.Optional.empty());
  }

  private String java(String group) {
    String java = groups.get(group);
    if (java == null) {
      throw Fault.INVALID_ARGUMENT.because("The pattern has no group \"" + group + "\".");
    }
    return java;
  }

  private String replaced(
      Matcher matcher,
      String text,
      String replacement,
      @org.jspecify.annotations.Nullable String group,
      Budget budget) {
    StringBuilder result = new StringBuilder();
    int copied = 0;
    while (matcher.find()) {
      if (group != null && matcher.group(group) == null) {
        continue;
      }
      int start = group == null ? matcher.start() : matcher.start(group);
      int end = group == null ? matcher.end() : matcher.end(group);
      String inserted = insert(replacement, matcher);
      budget.room(result.length() + inserted.length() + (long) start - copied);
      result.append(text, copied, start).append(inserted);
      copied = end;
    }
    return result.append(text, copied, text.length()).toString();
  }

  private String insert(String replacement, Matcher match) {
    if (replacement.indexOf('$') < 0) {
      return replacement;
    }
    return INSERT
        .matcher(replacement)
        .replaceAll(
            reference -> {
              String inserted = reference.group();
              String name = reference.group(1);
              if (name != null && groups.containsKey(name)) {
                inserted = match.group(groups.get(name));
              } else if (reference.group(2) != null
                  && reference.group(2).length() < 3
                  && Integer.parseInt(reference.group(2)) <= match.groupCount()) {
                inserted = match.group(Integer.parseInt(reference.group(2)));
              } else if (reference.group(3) != null) {
                inserted = "$";
              } else if (reference.group(4) != null) {
                inserted = match.group();
              }
              return Matcher.quoteReplacement(inserted == null ? "" : inserted);
            });
  }

  private <T> T guarded(String text, Budget budget, java.util.function.Function<Matcher, T> use) {
    try {
      return use.apply(pattern.matcher(new Counted(text, budget)));
    } catch (StackOverflowError e) {
      throw Fault.BUDGET_EXCEEDED.because("The pattern needs too much memory on this text.");
    }
  }

  /** Every look at a character is a step. */
  private static final class Counted implements CharSequence {
    private final String text;
    private final Budget budget;

    Counted(String text, Budget budget) {
      this.text = text;
      this.budget = budget;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      budget.step();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
