package dev.landfall.engine.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something in which the rules of two servers differ.
 *
 * @param rule its name
 * @param field of the rule; {@code rule} when one of the two servers does not have it at all
 * @param here its value, or of a list the entries that only this server has; may be empty
 * @param there likewise, of the other server
 */
public record ServerDifference(String rule, String field, String here, String there) {

  /** A part of a rule that can be compared, as a list of texts. */
  private record Field(String name, java.util.function.Function<SyncRule, List<String>> values) {
    static Field single(String name, java.util.function.Function<SyncRule, Object> value) {
      return new Field(name, rule -> List.of(String.valueOf(value.apply(rule))));
    }

    static Field list(String name, java.util.function.Function<SyncRule, List<?>> values) {
      return new Field(name, rule -> values.apply(rule).stream().map(Object::toString).toList());
    }
  }

  /** Ids and versions are left out: each server counts its own. */
  private static final List<Field> FIELDS =
      List.of(
          Field.single("name", SyncRule::name),
          Field.single("description", SyncRule::description),
          Field.single("immutableTag", SyncRule::immutableTag),
          Field.single("direction", SyncRule::direction),
          Field.single("disabled", SyncRule::disabled),
          Field.single("connector", SyncRule::connector),
          Field.single("sourceObjectType", SyncRule::sourceObjectType),
          Field.single("targetObjectType", SyncRule::targetObjectType),
          Field.single("linkType", SyncRule::linkType),
          Field.single("precedence", SyncRule::precedence),
          Field.single("softDeleteExpiry", SyncRule::softDeleteExpiry),
          Field.single("enablePasswordSync", SyncRule::enablePasswordSync),
          Field.list("flows", SyncRule::flows),
          Field.list("join", SyncRule::join),
          Field.list("scope", SyncRule::scope));

  /** All differences, rule by rule in the order of this server's rules. */
  public static List<ServerDifference> between(List<SyncRule> here, List<SyncRule> there) {
    List<ServerDifference> differences = new ArrayList<>();
    Set<SyncRule> unmatched = new LinkedHashSet<>(there);
    for (SyncRule rule : here) {
      Optional<SyncRule> counterpart = counterpart(rule, unmatched);
      counterpart.ifPresent(unmatched::remove);
      counterpart.ifPresentOrElse(
          other -> differences.addAll(between(rule, other)),
          () -> differences.add(new ServerDifference(rule.name(), "rule", "present", "")));
    }
    unmatched.forEach(
        rule -> differences.add(new ServerDifference(rule.name(), "rule", "", "present")));
    return differences;
  }

  /** The same id, else the same name on the same connector: servers give ids of their own. */
  private static Optional<SyncRule> counterpart(SyncRule rule, Set<SyncRule> others) {
    return others.stream()
        .filter(other -> other.id().equals(rule.id()))
        .findFirst()
        .or(
            () ->
                others.stream()
                    .filter(other -> other.name().equals(rule.name()))
                    .filter(other -> other.direction() == rule.direction())
                    .filter(other -> other.connector().equals(rule.connector()))
                    .findFirst());
  }

  private static List<ServerDifference> between(SyncRule here, SyncRule there) {
    List<ServerDifference> differences = new ArrayList<>();
    for (Field field : FIELDS) {
      List<String> left = field.values().apply(here);
      List<String> right = field.values().apply(there);
      if (!left.equals(right)) {
        String onlyHere = without(left, right);
        String onlyThere = without(right, left);
        boolean order = onlyHere.isEmpty() && onlyThere.isEmpty();
        differences.add(
            new ServerDifference(
                here.name(),
                field.name(),
                order ? "in another order" : onlyHere,
                order ? "in another order" : onlyThere));
      }
    }
    return differences;
  }

  private static String without(List<String> values, List<String> others) {
    return values.stream()
        .filter(value -> !others.contains(value))
        .collect(Collectors.joining("; "));
  }
}
