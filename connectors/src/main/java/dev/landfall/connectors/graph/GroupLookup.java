package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Groups by id, in batches. A replica may not know yet what another one has just told us, so what
 * is not found is asked for again for a while.
 */
final class GroupLookup {
  /** 14 seconds together; replicas are usually in step after a few. */
  private static final List<Duration> PATIENCE =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));

  private final GraphClient client;
  private final GraphBatch batch;
  private final String select;

  /**
   * @param select the properties wanted, separated by commas
   */
  GroupLookup(GraphClient client, String select) {
    this.client = client;
    this.batch = new GraphBatch(client, "beta");
    this.select = select;
  }

  /**
   * Live groups by id. Groups missing although a delta query has just told of them are waited for,
   * unless they are in the recycle bin.
   */
  Map<String, ObjectNode> present(Collection<String> ids) {
    Map<String, ObjectNode> found = find("/groups/", ids);
    for (Duration pause : PATIENCE) {
      Set<String> missing = missing(ids, found);
      if (!missing.isEmpty()) {
        missing.removeAll(deleted(missing).keySet());
      }
      if (missing.isEmpty()) {
        break;
      }
      client.pace().sleep(pause);
      found.putAll(find("/groups/", missing));
    }
    return found;
  }

  private static Set<String> missing(Collection<String> ids, Map<String, ObjectNode> found) {
    return ids.stream().filter(id -> !found.containsKey(id)).collect(Collectors.toSet());
  }

  /** Groups in the recycle bin by id. */
  Map<String, ObjectNode> deleted(Collection<String> ids) {
    return find("/directory/deletedItems/", ids);
  }

  private Map<String, ObjectNode> find(String collection, Collection<String> ids) {
    List<String> asked = List.copyOf(ids);
    List<GraphBatch.Part> parts = new ArrayList<>();
    for (String id : asked) {
      parts.add(GraphBatch.Part.get(collection + id + "?$select=" + select));
    }
    Map<String, ObjectNode> found = new HashMap<>();
    List<GraphBatch.Answer> answers = batch.run(parts);
    for (int i = 0; i < answers.size(); i++) {
      GraphBatch.Answer answer = answers.get(i);
      if (answer.status() == 200 && answer.body() instanceof ObjectNode group) {
        found.put(asked.get(i), group);
      } else if (answer.status() != 404) {
        throw batch.refusal(answer);
      }
    }
    return found;
  }
}
