package dev.landfall.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.cloudsync.GroupNaming;
import dev.landfall.engine.migration.Migration;
import dev.landfall.engine.migration.MigrationPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A migration plan as a JSON file: the same plan gives the same bytes. */
final class PlanFile {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private PlanFile() {}

  static ObjectNode json(MigrationPlan plan, Migration.Choice choice) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("format", "landfall-migration-plan-1");
    node.put("sha256", plan.hash());
    node.put("tenant", plan.tenant());
    node.put("domain", plan.domain());
    node.put("container", plan.container());
    node.put("naming", plan.naming().option());
    ObjectNode chosen = node.putObject("choice");
    ArrayNode excluded = chosen.putArray("exclude");
    new TreeSet<>(choice.excluded()).forEach(excluded::add);
    ArrayNode only = chosen.putArray("only");
    new TreeSet<>(choice.only()).forEach(only::add);
    ArrayNode groups = node.putArray("groups");
    for (MigrationPlan.PlannedGroup group : plan.groups()) {
      groups
          .addObject()
          .put("id", group.id())
          .put("displayName", group.displayName())
          .put("objectGUID", group.guid())
          .put("objectSid", group.sid())
          .put("dn", group.dn());
    }
    ArrayNode leftOut = node.putArray("leftOut");
    for (MigrationPlan.LeftOut group : plan.leftOut()) {
      ArrayNode reasons =
          leftOut
              .addObject()
              .put("id", group.id())
              .put("displayName", group.displayName())
              .put("objectGUID", group.guid())
              .put("objectSid", group.sid())
              .put("dn", group.dn())
              .putArray("reasons");
      group.reasons().forEach(reasons::add);
    }
    node.set("renames", relocations(plan.renames()));
    node.set("moves", relocations(plan.moves()));
    ArrayNode losses = node.putArray("losses");
    for (MigrationPlan.Loss loss : plan.losses()) {
      losses
          .addObject()
          .put("id", loss.id())
          .put("member", loss.member())
          .put("memberDn", loss.memberDn())
          .put("reason", loss.reason());
    }
    return node;
  }

  private static ArrayNode relocations(Iterable<MigrationPlan.Relocation> all) {
    ArrayNode array = MAPPER.createArrayNode();
    for (MigrationPlan.Relocation one : all) {
      array.addObject().put("id", one.id()).put("dn", one.dn()).put("newDn", one.newDn());
    }
    return array;
  }

  static void write(Path file, ObjectNode plan) {
    try {
      Files.writeString(file, MAPPER.writeValueAsString(plan) + "\n");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A tree of JSON can be written", impossible);
    } catch (IOException failed) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "The plan cannot be written to \"" + file + "\": " + failed.getMessage(),
          failed);
    }
  }

  static JsonNode read(Path file) {
    try {
      JsonNode node = MAPPER.readTree(Files.readString(file));
      if (!node.path("sha256").isTextual()) {
        throw new LandfallException(
            ErrorCode.CONFIGURATION_INVALID,
            "\"" + file + "\" is no migration plan; make one with \"landfall migrate plan\".");
      }
      return node;
    } catch (JsonProcessingException malformed) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "\""
              + file
              + "\" is no JSON (line "
              + (malformed.getLocation() == null ? 0 : malformed.getLocation().getLineNr())
              + ").",
          malformed);
    } catch (IOException unreadable) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, "The plan \"" + file + "\" cannot be read.", unreadable);
    }
  }

  /** What the administrator chose when the plan was made. */
  static Migration.Choice choice(JsonNode plan) {
    return new Migration.Choice(
        texts(plan.path("choice").path("exclude")),
        texts(plan.path("choice").path("only")),
        GroupNaming.parse(plan.path("naming").asText()));
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** The first place where two plans differ, as a path with both values. */
  static Optional<String> difference(JsonNode file, JsonNode now) {
    return difference("", file, now);
  }

  private static Optional<String> difference(String path, JsonNode file, JsonNode now) {
    if (file.equals(now)) {
      return Optional.empty();
    }
    if (file.isObject() && now.isObject()) {
      Set<String> names = new TreeSet<>();
      file.fieldNames().forEachRemaining(names::add);
      now.fieldNames().forEachRemaining(names::add);
      names.remove("sha256");
      for (String name : names) {
        Optional<String> found = difference(path + "/" + name, file.path(name), now.path(name));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.of(
          "sha256: the file says "
              + file.path("sha256")
              + ", its content gives "
              + now.path("sha256"));
    }
    if (file.isArray() && now.isArray()) {
      return entries(path, byId(file), byId(now));
    }
    return Optional.of(path + ": the plan says " + file + ", the world gives " + now);
  }

  /**
   * Entries by the group they are about, so that one that moved does not make all others differ.
   */
  private static Map<String, JsonNode> byId(JsonNode array) {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    int number = 0;
    for (JsonNode entry : array) {
      String id = entry.path("id").asText("") + entry.path("member").asText("");
      String key = id.isEmpty() ? Integer.toString(number) : id;
      entries.put(entries.containsKey(key) ? key + "#" + number : key, entry);
      number++;
    }
    return entries;
  }

  private static Optional<String> entries(
      String path, Map<String, JsonNode> file, Map<String, JsonNode> now) {
    for (Map.Entry<String, JsonNode> entry : file.entrySet()) {
      JsonNode other = now.get(entry.getKey());
      if (other == null) {
        return Optional.of(path + ": the plan has " + entry.getValue() + ", the world has not");
      }
      Optional<String> found = difference(path + "/" + entry.getKey(), entry.getValue(), other);
      if (found.isPresent()) {
        return found;
      }
    }
    return now.entrySet().stream()
        .filter(entry -> !file.containsKey(entry.getKey()))
        .findFirst()
        .map(entry -> path + ": the world has " + entry.getValue() + ", the plan has not")
        .or(() -> Optional.of(path + ": the order differs"));
  }
}
