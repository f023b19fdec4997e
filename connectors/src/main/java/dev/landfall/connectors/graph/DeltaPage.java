package dev.landfall.connectors.graph;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses one page of a delta answer as a stream: members pass on in portions, a page is never held
 * as a tree. Names of the directory synchronization endpoint ({@code @nextLink}) count as well.
 *
 * @param link where to go on
 * @param last whether the link is a delta link, so that the round is over
 */
record DeltaPage(String link, boolean last) {
  static final int PORTION = 1_000;

  /**
   * Reads a page to its end.
   *
   * @throws IOException also when the page is cut short or has no link
   */
  static DeltaPage read(InputStream body, DeltaItems items) throws IOException {
    String next = "";
    String delta = "";
    boolean seenValue = false;
    try (JsonParser parser = GraphClient.MAPPER.createParser(body)) {
      expect(parser.nextToken(), JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "value" -> {
            seenValue = true;
            expect(parser.currentToken(), JsonToken.START_ARRAY);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
              item(parser, items);
            }
            expect(parser.currentToken(), JsonToken.END_ARRAY);
          }
          case "@odata.nextLink", "@nextLink" -> next = parser.getText();
          case "@odata.deltaLink", "@deltaLink" -> delta = parser.getText();
          default -> parser.skipChildren();
        }
      }
      expect(parser.currentToken(), JsonToken.END_OBJECT);
    }
    if (!seenValue || next.isEmpty() == delta.isEmpty()) {
      throw new IOException("A page of a delta answer has no value or not exactly one link.");
    }
    return new DeltaPage(next.isEmpty() ? delta : next, next.isEmpty());
  }

  private static void expect(@org.jspecify.annotations.Nullable JsonToken token, JsonToken wanted)
      throws IOException {
    if (token != wanted) {
      throw new IOException("A page of a delta answer is not as expected: " + token);
    }
  }

  private static void item(JsonParser parser, DeltaItems items) throws IOException {
    ObjectNode properties = GraphClient.MAPPER.createObjectNode();
    Map<String, List<DeltaItems.LinkEntry>> waiting = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.endsWith("@delta")) {
        String relation = name.substring(0, name.length() - "@delta".length());
        links(parser, waiting.computeIfAbsent(relation, r -> new ArrayList<>()));
      } else if (name.equals("references")) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String relation = parser.currentName();
          parser.nextToken();
          links(parser, waiting.computeIfAbsent(relation, r -> new ArrayList<>()));
        }
      } else {
        properties.set(name, GraphClient.MAPPER.<JsonNode>readTree(parser));
      }
    }
    expect(parser.currentToken(), JsonToken.END_OBJECT);
    String id = properties.path("id").asText(properties.path("cloudAnchor").asText(""));
    if (id.isEmpty()) {
      throw new IOException("An item of a delta answer has no id.");
    }
    if (properties.has("@removed") || properties.path("removed").asBoolean()) {
      items.removed(id, properties.path("@removed").path("reason").asText("deleted"));
      return;
    }
    items.object(properties);
    waiting.forEach(
        (relation, entries) -> {
          for (int from = 0; from < entries.size(); from += PORTION) {
            int until = Math.min(entries.size(), from + PORTION);
            items.links(id, relation, entries.subList(from, until));
          }
        });
  }

  // The object must be told before its links, and a server may write the id last: so the entries
  // of one item wait until its end. A page limits them to a few thousand.
  private static void links(JsonParser parser, List<DeltaItems.LinkEntry> entries)
      throws IOException {
    expect(parser.currentToken(), JsonToken.START_ARRAY);
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      String id = "";
      String type = "";
      boolean removed = false;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case "id", "cloudAnchor" -> id = parser.getText();
          case "@odata.type" -> type = parser.getText().intern();
          case "@removed", "removed" -> {
            removed = value != JsonToken.VALUE_FALSE;
            parser.skipChildren();
          }
          default -> parser.skipChildren();
        }
      }
      expect(parser.currentToken(), JsonToken.END_OBJECT);
      entries.add(new DeltaItems.LinkEntry(id, type, removed));
    }
    expect(parser.currentToken(), JsonToken.END_ARRAY);
  }
}
