package dev.landfall.connectors.graph;

import java.time.Duration;

/**
 * What a client has done since it was made.
 *
 * @param requests sent, repeated ones included; a batch is one
 * @param throttled requests, and parts of batches, that the service refused for now
 * @param waited for our own pace, for the service's, and before repeating
 */
public record GraphStatistics(long requests, long throttled, Duration waited) {

  /** What was added since an earlier look. */
  GraphStatistics since(GraphStatistics earlier) {
    return new GraphStatistics(
        requests - earlier.requests, throttled - earlier.throttled, waited.minus(earlier.waited));
  }
}
