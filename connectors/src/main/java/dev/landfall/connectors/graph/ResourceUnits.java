package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request costs in the published model of the identity service: resource units, of which a
 * tenant has so many in ten seconds, and writes, which are counted apart. A batch costs what its
 * parts cost.
 */
record ResourceUnits(int units, int writes) {
  /** Our own endpoints do not count. */
  static final ResourceUnits NONE = new ResourceUnits(0, 0);

  private static final Map<String, Integer> BY_LAST_SEGMENT =
      Map.ofEntries(
          Map.entry("members", 3),
          Map.entry("transitivemembers", 5),
          Map.entry("memberof", 2),
          Map.entry("transitivememberof", 2),
          Map.entry("getmembergroups", 2),
          Map.entry("getmemberobjects", 2),
          Map.entry("checkmembergroups", 4),
          Map.entry("checkmemberobjects", 4),
          Map.entry("getbyids", 3));
  private static final Map<String, Integer> BY_COLLECTION =
      Map.of("users", 2, "applications", 2, "contracts", 3, "subscribedskus", 3);
  private static final Pattern TOP = Pattern.compile("(?i)[?&](?:\\$|%24)top=(\\d+)");
  private static final int SMALL_PAGE = 20;

  static ResourceUnits of(String method, String path, Optional<JsonNode> body) {
    if (!path.startsWith("/v1.0/") && !path.startsWith("/beta/")) {
      return NONE;
    }
    if (path.endsWith("/$batch")) {
      return ofParts(path.substring(0, path.indexOf('/', 1)), body);
    }
    int mark = path.indexOf('?');
    String query = mark < 0 ? "" : path.substring(mark).toLowerCase(Locale.ROOT);
    List<String> segments =
        List.of(
            (mark < 0 ? path : path.substring(0, mark)).toLowerCase(Locale.ROOT).split("/", -1));
    int units = BY_LAST_SEGMENT.getOrDefault(segments.get(segments.size() - 1), 0);
    if (units == 0) {
      units = method.equals("GET") ? BY_COLLECTION.getOrDefault(segments.get(2), 1) : 1;
    }
    if (query.contains("$select=") || query.contains("%24select=")) {
      units--;
    }
    if (query.contains("$expand=") || query.contains("%24expand=")) {
      units++;
    }
    Matcher top = TOP.matcher(query);
    if (top.find() && Integer.parseInt(top.group(1)) < SMALL_PAGE) {
      units--;
    }
    return new ResourceUnits(Math.max(1, units), method.equals("GET") ? 0 : 1);
  }

  private static ResourceUnits ofParts(String version, Optional<JsonNode> body) {
    int units = 0;
    int writes = 0;
    if (body.isPresent()) {
      for (JsonNode part : body.get().path("requests")) {
        String url = part.path("url").asText();
        ResourceUnits cost =
            of(
                part.path("method").asText(),
                version + (url.startsWith("/") ? url : "/" + url),
                Optional.empty());
        units += cost.units();
        writes += cost.writes();
      }
    }
    return new ResourceUnits(units, writes);
  }
}
