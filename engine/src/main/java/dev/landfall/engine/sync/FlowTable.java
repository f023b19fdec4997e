package dev.landfall.engine.sync;

import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.MergeType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All flows of some rules in scope, put together by the attribute they write and sorted by
 * precedence. Made once for each combination of rules.
 *
 * @param targets sorted by name
 */
record FlowTable(List<Target> targets) {

  /**
   * An attribute and the flows that may write it.
   *
   * @param flows by precedence; at least one
   */
  record Target(AttributeName name, List<PlannedFlow> flows) {
    MergeType mergeType() {
      return flows.get(0).flow().flow().mergeType();
    }

    /** Whether it is a reference attribute. */
    boolean reference() {
      return flows.get(0).toReference();
    }

    /** Whether it is a reference attribute or one the schema does not know. */
    boolean mayRefer() {
      return flows.get(0).mayRefer();
    }
  }

  static FlowTable of(List<PlannedFlow> flows) {
    Map<AttributeName, List<PlannedFlow>> byTarget = new TreeMap<>();
    for (PlannedFlow flow : flows) {
      byTarget.computeIfAbsent(flow.flow().target(), fresh -> new ArrayList<>()).add(flow);
    }
    Comparator<PlannedFlow> byPrecedence =
        Comparator.comparingInt(flow -> flow.flow().rule().precedence());
    return new FlowTable(
        byTarget.entrySet().stream()
            .map(
                entry ->
                    new Target(
                        entry.getKey(), entry.getValue().stream().sorted(byPrecedence).toList()))
            .toList());
  }
}
