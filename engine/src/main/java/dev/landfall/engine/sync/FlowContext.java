package dev.landfall.engine.sync;

import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What flows read besides the object.
 *
 * @param parameters by name without percent signs; {@code Connector.ID} is the running connector
 */
public record FlowContext(Map<String, String> parameters, Clock clock, RandomGenerator random) {
  public FlowContext {
    parameters = Map.copyOf(parameters);
  }
}
