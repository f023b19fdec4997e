package dev.landfall.engine.migration;

import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.engine.cloudsync.GroupNaming;
import dev.landfall.expression.Dialect;
import dev.landfall.expression.Expression;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.MapContext;
import dev.landfall.expression.Outcome;
import java.time.Clock;

/** The name that Cloud Sync will give a group, by the very expression the job evaluates. */
final class GroupNames {
  private GroupNames() {}

  static String of(GroupNaming naming, CloudGroup group, Clock clock) {
    Expression expression = Expression.compile(Dialect.CLOUD_SYNC, naming.expression()).orThrow();
    Outcome outcome =
        expression.evaluate(
            MapContext.builder()
                .clock(clock)
                .attribute("objectId", ExpressionValue.of(group.id()))
                .attribute("displayName", ExpressionValue.of(group.displayName()))
                .build());
    return outcome instanceof Outcome.Value value ? value.value().display() : "";
  }
}
