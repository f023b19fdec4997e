package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request below a version root, whether it came by itself or inside a batch.
 *
 * @param origin scheme, host and port the caller used, for the links in the answer
 * @param version {@code v1.0} or {@code beta}
 * @param segments decoded path segments after the version
 * @param query decoded options; names ignore case
 * @param headers names ignore case
 * @param caller who signed in
 */
record GraphRequest(
    String origin,
    String version,
    String method,
    List<String> segments,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body,
    Caller caller) {

  /** Splits and decodes a path and query below a version root. */
  static GraphRequest of(
      String origin,
      String version,
      String method,
      String pathAndQuery,
      Map<String, String> headers,
      byte[] body,
      Caller caller) {
    int mark = pathAndQuery.indexOf('?');
    String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    String query = mark < 0 ? "" : pathAndQuery.substring(mark + 1);
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty()) {
        // A plus sign is a plus sign in a path.
        segments.add(decode(segment.replace("+", "%2B")));
      }
    }
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    return new GraphRequest(
        origin, version, method, segments, parseQuery(query), sorted, body, caller);
  }

  static Map<String, String> parseQuery(String query) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        options.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return options;
  }

  static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw GraphException.odata("The URL is not encoded correctly.");
    }
  }

  boolean beta() {
    return version.equals("beta");
  }

  String root() {
    return origin + "/" + version;
  }

  int depth() {
    return segments.size();
  }

  /** A segment, or an empty text beyond the end. */
  String segment(int index) {
    return index < segments.size() ? segments.get(index) : "";
  }

  /** A segment in lower case without trailing {@code ()}. */
  String word(int index) {
    String segment = segment(index).toLowerCase(Locale.ROOT);
    return segment.endsWith("()") ? segment.substring(0, segment.length() - 2) : segment;
  }

  Optional<String> option(String name) {
    String value = query.get(name);
    // Option names may come without their dollar sign.
    return Optional.ofNullable(value != null ? value : query.get(name.substring(1)));
  }

  String header(String name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }

  boolean eventual() {
    return header("ConsistencyLevel").equalsIgnoreCase("eventual");
  }

  boolean prefers(String preference) {
    return header("Prefer").toLowerCase(Locale.ROOT).contains(preference);
  }

  /** Header and {@code $count=true}: what "advanced" queries need. */
  boolean advanced() {
    return eventual() && option("$count").orElse("").equalsIgnoreCase("true");
  }

  /** The body as a JSON object. */
  ObjectNode json() {
    try {
      JsonNode node = Json.parse(body);
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw GraphException.odata("Unable to read JSON request payload.");
    }
    throw GraphException.odata("Empty Payload. JSON content expected.");
  }
}
