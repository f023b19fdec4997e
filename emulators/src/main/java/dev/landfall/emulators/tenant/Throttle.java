package dev.landfall.emulators.tenant;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The published limits of the identity and access service as token buckets: the first one that is
 * exhausted answers 429. Off until somebody turns it on. Safe for use by several threads.
 */
final class Throttle {
  // A request of low priority leaves this part of every bucket to the others.
  private static final double KEPT_FROM_LOW = 0.2;
  private static final double TELLS_FROM = 0.8;

  private final Clock clock;
  private final LongSupplier users;
  private final Map<String, Bucket> buckets = new HashMap<>();
  private double scale;

  /**
   * Limits that are off.
   *
   * @param users how many users the tenant has; larger tenants may do more
   */
  Throttle(Clock clock, LongSupplier users) {
    this.clock = clock;
    this.users = users;
  }

  /**
   * Turns the limits on.
   *
   * @param newScale 1 for the published sizes, less for smaller ones, 0 for none
   */
  synchronized void scale(double newScale) {
    if (!(newScale >= 0)) {
      throw new IllegalArgumentException("The scale of the limits must not be negative.");
    }
    scale = newScale;
    buckets.clear();
  }

  /** A limit: so much in so many seconds. */
  private record Limit(String scope, String kind, double size, int seconds, double cost) {}

  private final class Bucket {
    private final Limit limit;
    private double left;
    private long at = clock.millis();

    Bucket(Limit limit) {
      this.limit = limit;
      this.left = limit.size;
    }

    void refill() {
      long now = clock.millis();
      left = Math.min(limit.size, left + (now - at) / 1000.0 * limit.size / limit.seconds);
      at = now;
    }
  }

  /**
   * Charges a request.
   *
   * @return how full the fullest bucket is, from 0 to 1; empty when limits are off
   * @throws GraphException 429 with {@code Retry-After}
   */
  synchronized Optional<Double> charge(GraphRequest request, String tenantId) {
    if (scale == 0) {
      return Optional.empty();
    }
    boolean low = request.header("x-ms-throttle-priority").equalsIgnoreCase("low");
    List<Bucket> charged = new ArrayList<>();
    for (Limit limit : limits(request)) {
      String key = limit.scope + "/" + limit.kind + "/" + request.caller().appId();
      Bucket bucket = buckets.computeIfAbsent(key, unused -> new Bucket(limit));
      bucket.refill();
      double kept = low ? bucket.limit.size * KEPT_FROM_LOW : 0;
      if (bucket.left - kept < limit.cost) {
        throw refused(bucket, limit.cost + kept, request, tenantId);
      }
      charged.add(bucket);
    }
    // Nothing is charged before everything was granted.
    double fullest = 0;
    List<Limit> limits = limits(request);
    for (int i = 0; i < charged.size(); i++) {
      Bucket bucket = charged.get(i);
      bucket.left -= limits.get(i).cost;
      fullest = Math.max(fullest, 1 - bucket.left / bucket.limit.size);
    }
    return Optional.of(fullest);
  }

  /** The header that tells how near the limit is, from 80 % on. */
  static void tell(Optional<Double> fullness, GraphResponse response) {
    fullness
        .filter(part -> part >= TELLS_FROM)
        .ifPresent(
            part ->
                response.header(
                    "x-ms-throttle-limit-percentage",
                    String.format(java.util.Locale.ROOT, "%.1f", part)));
  }

  private GraphException refused(
      Bucket bucket, double needed, GraphRequest request, String tenantId) {
    double rate = bucket.limit.size / bucket.limit.seconds;
    long seconds =
        (long) Math.ceil(Math.min(needed, bucket.limit.size) / rate - bucket.left / rate);
    String[] kinds = bucket.limit.kind.split(" ", 2);
    return new GraphException(429, "TooManyRequests", "Too many requests.")
        .header("Retry-After", Long.toString(Math.max(1, seconds)))
        .header(
            "x-ms-throttle-scope",
            bucket.limit.scope + "/" + kinds[0] + "/" + request.caller().appId() + "/" + tenantId)
        .header("x-ms-throttle-information", kinds[1]);
  }

  private List<Limit> limits(GraphRequest request) {
    int cost = cost(request);
    long count = users.getAsLong();
    double units = count < 50 ? 3_500 : count <= 500 ? 5_000 : 8_000;
    String unit = "ReadWrite ResourceUnitLimitExceeded";
    List<Limit> limits = new ArrayList<>();
    limits.add(new Limit("Tenant_Application", unit, units * scale, 10, cost));
    limits.add(new Limit("Application", unit, 150_000 * scale, 20, cost));
    if (!request.method().equals("GET")) {
      String write = "Write WriteLimitExceeded";
      limits.add(new Limit("Tenant_Application", write, 3_000 * scale, 150, 1));
      limits.add(new Limit("Application", write, 70_000 * scale, 300, 1));
      limits.add(new Limit("Tenant", write, 18_000 * scale, 300, 1));
    }
    if (request.word(0).equals("auditlogs")) {
      limits.add(new Limit("Tenant_Application", "Read CPULimitExceeded", 5, 10, 1));
    }
    return limits;
  }

  /** What a request costs, in resource units; never below 1. */
  static int cost(GraphRequest request) {
    String first = request.word(0);
    String last = request.word(request.depth() - 1);
    String bare = last.substring(last.lastIndexOf('.') + 1);
    int cost = 1;
    if (bare.startsWith("checkmember")) {
      cost = 4;
    } else if (request.word(2).equals("transitivemembers")) {
      cost = 5;
    } else if (bare.equals("getbyids")
        || (request.method().equals("GET") && request.word(2).equals("members"))
        || first.equals("subscribedskus")) {
      cost = 3;
    } else if (request.word(2).endsWith("memberof")
        || bare.startsWith("getmember")
        || (request.method().equals("GET")
            && request.depth() == 1
            && (first.equals("users") || first.equals("applications")))) {
      cost = 2;
    }
    String top = request.option("$top").orElse("");
    cost -= request.option("$select").isPresent() ? 1 : 0;
    cost += request.option("$expand").isPresent() ? 1 : 0;
    cost -= top.matches("1?\\d") ? 1 : 0;
    return Math.max(1, cost);
  }
}
