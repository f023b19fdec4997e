package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The groups of a delta round, with the tenant's decision which of them take part in writeback. The
 * decision needs the properties, and a further part of a large group brings members only: such a
 * group is remembered, or looked up at the end of the page, together with the others of its kind
 * and with those that were deleted softly.
 */
final class GroupItems implements DeltaItems {
  private static final int REMEMBERED = 10_000;

  private final GroupLookup lookup;
  private final Groups groups;
  private final Map<String, Boolean> returned = new Remembered();
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();

  /** Takes the groups once it is known what they are. */
  interface Groups {
    /** A group with its properties; answers whether it belongs into the connector space. */
    boolean present(ObjectNode group);

    /** A group in the recycle bin, with its properties. */
    void deletedSoftly(ObjectNode group);

    void gone(String id);

    void members(String id, List<LinkEntry> portion);
  }

  /** A group whose properties are not known yet; portions come in order. */
  private record Waiting(boolean removed, List<List<LinkEntry>> portions) {}

  /** Of very many groups the longest unused are looked up again. */
  private static final class Remembered extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    Remembered() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  }

  GroupItems(GroupLookup lookup, Groups groups) {
    this.lookup = lookup;
    this.groups = groups;
  }

  @Override
  public void pageBegins() {
    waiting.clear();
  }

  @Override
  public void object(ObjectNode item) {
    String id = item.path("id").asText();
    if (item.has("displayName")) {
      Waiting earlier = waiting.remove(id);
      decide(item);
      if (earlier != null) {
        earlier.portions().forEach(portion -> links(id, portion));
      }
    } else if (!returned.containsKey(id)) {
      waiting.compute(
          id,
          (same, there) ->
              there == null || there.removed() ? new Waiting(false, new ArrayList<>()) : there);
    }
  }

  private void decide(ObjectNode item) {
    returned.put(item.path("id").asText(), groups.present(item));
  }

  @Override
  public void links(String id, String relation, List<LinkEntry> portion) {
    if (!relation.equals("members")) {
      return;
    }
    Waiting there = waiting.get(id);
    if (there == null) {
      links(id, portion);
    } else {
      there.portions().add(List.copyOf(portion));
    }
  }

  private void links(String id, List<LinkEntry> portion) {
    if (returned.getOrDefault(id, false)) {
      groups.members(id, portion);
    }
  }

  @Override
  public void removed(String id, String reason) {
    returned.remove(id);
    waiting.remove(id);
    if (reason.equals("changed")) {
      waiting.put(id, new Waiting(true, List.of()));
    } else {
      groups.gone(id);
    }
  }

  @Override
  public void pageEnds() {
    List<String> incomplete = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    waiting.forEach((id, group) -> (group.removed() ? removed : incomplete).add(id));
    Map<String, ObjectNode> live = lookup.present(incomplete);
    incomplete.stream().filter(id -> !live.containsKey(id)).forEach(removed::add);
    Map<String, ObjectNode> deleted = lookup.deleted(removed);
    waiting.forEach(
        (id, group) -> {
          Optional<ObjectNode> found = Optional.ofNullable(live.get(id));
          if (found.isPresent()) {
            decide(found.get());
            group.portions().forEach(portion -> links(id, portion));
          } else if (deleted.containsKey(id)) {
            groups.deletedSoftly(deleted.get(id));
          } else {
            groups.gone(id);
          }
        });
    waiting.clear();
  }
}
