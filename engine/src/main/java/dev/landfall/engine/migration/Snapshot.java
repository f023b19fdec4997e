package dev.landfall.engine.migration;

import dev.landfall.core.directory.Directory;
import dev.landfall.core.store.Documents;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.engine.cloudsync.GroupNaming;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The plan that is being carried out and the members that every group had when it was taken on:
 * what the end is held against.
 */
final class Snapshot {
  private static final String PLAN = "migration-plan";
  private static final String MEMBERS = "migration-member";
  private static final int CHUNK = 1_000;

  private final Store store;
  private final Documents documents;

  Snapshot(Store store) {
    this.store = store;
    this.documents = store.documents();
  }

  Optional<MigrationPlan> plan() {
    Optional<Map<String, String>> head = documents.get(PLAN, "0");
    if (head.isEmpty()) {
      return Optional.empty();
    }
    List<MigrationPlan.PlannedGroup> groups = new ArrayList<>();
    List<MigrationPlan.LeftOut> leftOut = new ArrayList<>();
    List<MigrationPlan.Relocation> renames = new ArrayList<>();
    List<MigrationPlan.Relocation> moves = new ArrayList<>();
    List<MigrationPlan.Loss> losses = new ArrayList<>();
    for (Documents.Entry entry : documents.list(PLAN)) {
      Map<String, String> f = entry.fields();
      switch (f.getOrDefault("kind", "")) {
        case "group" ->
            groups.add(
                new MigrationPlan.PlannedGroup(
                    f(f, "id"), f(f, "name"), f(f, "guid"), f(f, "sid"), f(f, "dn")));
        case "left-out" ->
            leftOut.add(
                new MigrationPlan.LeftOut(
                    f(f, "id"),
                    f(f, "name"),
                    f(f, "guid"),
                    f(f, "sid"),
                    f(f, "dn"),
                    List.of(f(f, "reasons").split(" ", -1))));
        case "rename" ->
            renames.add(new MigrationPlan.Relocation(f(f, "id"), f(f, "dn"), f(f, "newDn")));
        case "move" ->
            moves.add(new MigrationPlan.Relocation(f(f, "id"), f(f, "dn"), f(f, "newDn")));
        case "loss" ->
            losses.add(
                new MigrationPlan.Loss(f(f, "id"), f(f, "member"), f(f, "dn"), f(f, "reason")));
        default -> {
          // The head was read above.
        }
      }
    }
    Map<String, String> h = head.get();
    return Optional.of(
        new MigrationPlan(
            f(h, "tenant"),
            f(h, "domain"),
            f(h, "container"),
            GroupNaming.valueOf(f(h, "naming")),
            groups,
            leftOut,
            renames,
            moves,
            losses));
  }

  private static String f(Map<String, String> fields, String name) {
    return fields.getOrDefault(name, "");
  }

  /** Takes a plan on: notes it with the members of all its groups. */
  void take(MigrationPlan plan, Directory directory) {
    store.inTransaction(
        () -> {
          documents.clear(PLAN);
          documents.clear(MEMBERS);
          documents.put(
              PLAN,
              "0",
              Map.of(
                  "kind", "head",
                  "tenant", plan.tenant(),
                  "domain", plan.domain(),
                  "container", plan.container(),
                  "naming", plan.naming().name()));
          int number = 0;
          for (MigrationPlan.PlannedGroup group : plan.groups()) {
            put(
                ++number,
                "group",
                group.id(),
                group.displayName(),
                group.guid(),
                group.sid(),
                group.dn(),
                "");
            members(group.guid(), directory);
          }
          for (MigrationPlan.LeftOut group : plan.leftOut()) {
            put(
                ++number,
                "left-out",
                group.id(),
                group.displayName(),
                group.guid(),
                group.sid(),
                group.dn(),
                String.join(" ", group.reasons()));
            members(group.guid(), directory);
          }
          for (MigrationPlan.Relocation one : plan.renames()) {
            relocation(++number, "rename", one);
          }
          for (MigrationPlan.Relocation one : plan.moves()) {
            relocation(++number, "move", one);
          }
          for (MigrationPlan.Loss loss : plan.losses()) {
            documents.put(
                PLAN,
                key(++number),
                Map.of(
                    "kind", "loss",
                    "id", loss.id(),
                    "member", loss.member(),
                    "dn", loss.memberDn(),
                    "reason", loss.reason()));
          }
        });
  }

  private void put(
      int number,
      String kind,
      String id,
      String name,
      String guid,
      String sid,
      String dn,
      String reasons) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("kind", kind);
    fields.put("id", id);
    fields.put("name", name);
    fields.put("guid", guid);
    fields.put("sid", sid);
    fields.put("dn", dn);
    fields.put("reasons", reasons);
    documents.put(PLAN, key(number), fields);
  }

  private void relocation(int number, String kind, MigrationPlan.Relocation one) {
    documents.put(
        PLAN,
        key(number),
        Map.of("kind", kind, "id", one.id(), "dn", one.dn(), "newDn", one.newDn()));
  }

  private void members(String guid, Directory directory) {
    int[] chunk = new int[1];
    List<String> guids = new ArrayList<>();
    directory.members(
        ObjectGuid.parse(guid),
        portion -> {
          portion.forEach(member -> guids.add(member.guid().toString()));
          if (guids.size() >= CHUNK) {
            write(guid, chunk, guids);
          }
        });
    write(guid, chunk, guids);
  }

  private void write(String guid, int[] chunk, List<String> guids) {
    documents.put(MEMBERS, guid + "/" + key(chunk[0]++), Map.of("guids", String.join(" ", guids)));
    guids.clear();
  }

  private static String key(int number) {
    return String.format(Locale.ROOT, "%08d", number);
  }

  /** The members a group had when the plan was taken on. */
  Set<ObjectGuid> members(String guid) {
    Set<ObjectGuid> members = new HashSet<>();
    String after = guid + "/";
    for (Documents.Entry entry : documents.list(MEMBERS, after, 1_000)) {
      if (!entry.key().startsWith(guid + "/")) {
        break;
      }
      for (String text : entry.fields().getOrDefault("guids", "").split(" ", -1)) {
        if (!text.isEmpty()) {
          members.add(ObjectGuid.parse(text));
        }
      }
    }
    return members;
  }
}
