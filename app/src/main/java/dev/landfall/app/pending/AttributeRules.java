package dev.landfall.app.pending;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.SyncRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The enabled outbound rules of a connector that may write an attribute, by precedence: the most
 * that can be said without evaluating rules; "preview" tells which one won.
 */
public final class AttributeRules {
  private final Map<Key, String> names = new HashMap<>();

  private record Key(String objectType, AttributeName attribute) {}

  public AttributeRules(List<SyncRule> rules, ConnectorId connector) {
    Map<Key, List<String>> found =
        rules.stream()
            .filter(rule -> !rule.inbound() && !rule.disabled())
            .filter(rule -> rule.connector().equals(connector))
            .flatMap(
                rule ->
                    rule.flows().stream()
                        .map(flow -> flow.target())
                        .distinct()
                        .map(target -> Map.entry(key(rule.csObjectType(), target), rule.name())))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    found.forEach((key, all) -> names.put(key, String.join("; ", all)));
  }

  private static Key key(String objectType, AttributeName attribute) {
    return new Key(objectType.toLowerCase(java.util.Locale.ROOT), attribute);
  }

  String of(String objectType, String attribute) {
    return names.getOrDefault(key(objectType, AttributeName.of(attribute)), "");
  }
}
