package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import dev.landfall.engine.rule.SyncRule;
import java.util.List;
import java.util.Locale;

/** Rules as the commands show and find them. */
final class RuleViews {
  private RuleViews() {}

  static List<String> row(SyncRule rule, Store store) {
    String connector =
        rule.connector().equals(ConnectorId.ENTRA)
            ? "entra"
            : store
                .documents()
                .get("connector", rule.connector().value())
                .map(fields -> fields.getOrDefault("name", ""))
                .orElse(rule.connector().value());
    return List.of(
        Integer.toString(rule.precedence()),
        rule.name(),
        rule.direction().label(),
        rule.sourceObjectType() + "→" + rule.targetObjectType(),
        rule.linkType().label(),
        connector,
        rule.disabled() ? "yes" : "");
  }

  static ArrayNode json(List<SyncRule> rules) {
    ArrayNode array = Output.array();
    rules.forEach(rule -> array.add(json(rule)));
    return array;
  }

  static ObjectNode json(SyncRule rule) {
    return Output.object()
        .put("id", rule.id())
        .put("name", rule.name())
        .put("direction", rule.direction().label())
        .put("connector", rule.connector().value())
        .put("sourceObjectType", rule.sourceObjectType())
        .put("targetObjectType", rule.targetObjectType())
        .put("precedence", rule.precedence())
        .put("linkType", rule.linkType().label())
        .put("disabled", rule.disabled())
        .put("flows", rule.flows().size());
  }

  /** A rule by its id, with or without braces. */
  static SyncRule find(Store store, String id) {
    return RootCommand.rules(store)
        .find(bare(id))
        .orElseThrow(
            () ->
                new LandfallException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "There is no rule \"" + id + "\"; see \"landfall rules list\"."));
  }

  static String bare(String id) {
    return id.toLowerCase(Locale.ROOT).replace("{", "").replace("}", "");
  }

  static String count(int rules) {
    return rules == 1 ? "1 rule" : rules + " rules";
  }
}
