package dev.landfall.engine.cloudsync;

import dev.landfall.core.connector.Watermark;
import dev.landfall.core.store.Documents;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.ObjectGuid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What jobs remember: their definition, the watermark, the links between cloud groups and objects
 * in Active Directory, the groups still to be evaluated, and the provisioning log.
 */
public final class JobStore {
  private static final String JOBS = "cloudsync-job";
  private static final String INITIAL = "cloudsync-initial";
  private static final String LOG = "cloudsync-log";

  private final Store store;
  private final Documents documents;

  public JobStore(Store store) {
    this.store = store;
    this.documents = store.documents();
  }

  Store store() {
    return store;
  }

  public List<JobDefinition> all() {
    return documents.list(JOBS).stream().map(entry -> read(entry.key(), entry.fields())).toList();
  }

  public Optional<JobDefinition> find(String id) {
    return documents.get(JOBS, id).map(fields -> read(id, fields));
  }

  public void put(JobDefinition job) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("domain", job.domain());
    fields.put("container", job.container());
    job.selected().ifPresent(ids -> fields.put("selected", String.join(" ", ids)));
    fields.put("naming", job.naming().name());
    fields.put("deleteThreshold", Integer.toString(job.deleteThreshold()));
    fields.put("deleteOutOfScope", Boolean.toString(job.deleteOutOfScope()));
    fields.put("interval", job.interval().toString());
    fields.put("state", job.state().name());
    documents.put(JOBS, job.id(), fields);
  }

  /** Removes a job with everything it remembers. Nothing in Active Directory changes. */
  public void remove(String id) {
    store.inTransaction(
        () -> {
          documents.remove(JOBS, id);
          documents.remove("cloudsync-watermark", id);
          documents.clear(links(id));
          documents.clear(pending(id));
          documents.clear("cloudsync-waiting/" + id);
          documents.clear(escrows(id));
          documents.remove(INITIAL, id);
        });
  }

  private static JobDefinition read(String id, Map<String, String> fields) {
    String selected = fields.get("selected");
    return new JobDefinition(
        id,
        fields.getOrDefault("domain", ""),
        fields.getOrDefault("container", ""),
        selected == null ? Optional.empty() : Optional.of(words(selected)),
        GroupNaming.valueOf(fields.getOrDefault("naming", GroupNaming.DISPLAY_NAME.name())),
        Integer.parseInt(fields.getOrDefault("deleteThreshold", "500")),
        Boolean.parseBoolean(fields.getOrDefault("deleteOutOfScope", "false")),
        Duration.parse(fields.getOrDefault("interval", "PT20M")),
        JobDefinition.State.valueOf(fields.getOrDefault("state", "NOT_RUN")));
  }

  private static Set<String> words(String text) {
    return text.isBlank() ? Set.of() : new TreeSet<>(Arrays.asList(text.split(" ", -1)));
  }

  Optional<Watermark> watermark(String job) {
    return documents
        .get("cloudsync-watermark", job)
        .map(fields -> new Watermark(fields.getOrDefault("value", "")));
  }

  void watermark(String job, Watermark watermark) {
    documents.put("cloudsync-watermark", job, Map.of("value", watermark.value()));
  }

  /** The next cycle is an initial one; links are kept. */
  public void clearWatermark(String job) {
    documents.remove("cloudsync-watermark", job);
  }

  /** Whether the round under way began without a watermark. */
  boolean initialRound(String job) {
    return documents.get(INITIAL, job).isPresent();
  }

  void initialRound(String job, boolean underWay) {
    if (underWay) {
      documents.put(INITIAL, job, Map.of());
    } else {
      documents.remove(INITIAL, job);
    }
  }

  /**
   * The tie between a cloud group and its object.
   *
   * @param dormant the group left scope; nothing is written until it comes back
   */
  public record GroupLink(ObjectGuid guid, boolean dormant) {}

  private static String links(String job) {
    return "cloudsync-link/" + job;
  }

  public Optional<GroupLink> link(String job, String groupId) {
    return documents.get(links(job), groupId).map(JobStore::link);
  }

  private static GroupLink link(Map<String, String> fields) {
    return new GroupLink(
        ObjectGuid.parse(fields.getOrDefault("guid", "")),
        Boolean.parseBoolean(fields.getOrDefault("dormant", "false")));
  }

  /** All links by group id. */
  public Map<String, GroupLink> links(JobDefinition job) {
    Map<String, GroupLink> all = new TreeMap<>();
    documents.list(links(job.id())).forEach(entry -> all.put(entry.key(), link(entry.fields())));
    return all;
  }

  void link(String job, String groupId, GroupLink link) {
    documents.put(
        links(job),
        groupId,
        Map.of("guid", link.guid().toString(), "dormant", Boolean.toString(link.dormant())));
  }

  void unlink(String job, String groupId) {
    documents.remove(links(job), groupId);
  }

  private static String pending(String job) {
    return "cloudsync-pending/" + job;
  }

  /** Why a group is to be evaluated. */
  enum Change {
    CHANGED,
    SOFT_DELETED,
    DELETED
  }

  void pend(String job, String groupId, Change change) {
    documents.put(pending(job), groupId, Map.of("change", change.name()));
  }

  void done(String job, String groupId) {
    documents.remove(pending(job), groupId);
  }

  Map<String, Change> pendingGroups(String job) {
    Map<String, Change> all = new TreeMap<>();
    documents
        .list(pending(job))
        .forEach(
            entry ->
                all.put(entry.key(), Change.valueOf(entry.fields().getOrDefault("change", ""))));
    return all;
  }

  private static String escrows(String job) {
    return "cloudsync-escrow/" + job;
  }

  /** Groups that could not be provisioned, by id. */
  Map<String, Escrow> escrows(JobDefinition job) {
    Map<String, Escrow> all = new TreeMap<>();
    documents
        .list(escrows(job.id()))
        .forEach(entry -> all.put(entry.key(), escrow(entry.fields())));
    return all;
  }

  private static Escrow escrow(Map<String, String> fields) {
    return new Escrow(
        Instant.parse(fields.getOrDefault("since", "")),
        Integer.parseInt(fields.getOrDefault("attempts", "")),
        Instant.parse(fields.getOrDefault("next", "")),
        Change.valueOf(fields.getOrDefault("change", "")));
  }

  /** Notes that an attempt failed. */
  void escrow(String job, String groupId, Change change, Instant failed) {
    Escrow escrow =
        documents
            .get(escrows(job), groupId)
            .map(fields -> escrow(fields).failedAgain(change, failed))
            .orElseGet(() -> Escrow.first(change, failed));
    documents.put(
        escrows(job),
        groupId,
        Map.of(
            "since", escrow.since().toString(),
            "attempts", Integer.toString(escrow.attempts()),
            "next", escrow.next().toString(),
            "change", escrow.change().name()));
  }

  void endEscrow(String job, String groupId) {
    documents.remove(escrows(job), groupId);
  }

  /** Notes that a group holds another one that is not provisioned (yet). */
  void waiting(String job, String child, String parent) {
    documents.put("cloudsync-waiting/" + job, child + "/" + parent, Map.of());
  }

  /** The groups that wait for a group, and forgets that they do. */
  List<String> takeWaiting(String job, String child) {
    String collection = "cloudsync-waiting/" + job;
    List<String> parents = new ArrayList<>();
    for (Documents.Entry entry : documents.list(collection, child + "/", 10_000)) {
      if (!entry.key().startsWith(child + "/")) {
        break;
      }
      parents.add(entry.key().substring(child.length() + 1));
      documents.remove(collection, entry.key());
    }
    return parents;
  }

  /** A line of the provisioning log; fields as {@link ProvisioningLogEntry} names them. */
  void log(ProvisioningLogEntry entry) {
    documents.put(LOG, nextLogKey(entry.time()), entry.fields());
  }

  private String nextLogKey(Instant time) {
    String stamp = String.format(Locale.ROOT, "%016d", time.toEpochMilli());
    long last =
        documents.last(LOG, 1).stream()
            .mapToLong(entry -> Long.parseLong(entry.key().substring(17)))
            .findFirst()
            .orElse(0);
    return stamp + "-" + String.format(Locale.ROOT, "%012d", last + 1);
  }

  /** The newest lines of the log, newest first. */
  public List<ProvisioningLogEntry> log(int limit) {
    return documents.last(LOG, limit).stream()
        .map(entry -> ProvisioningLogEntry.of(entry.fields()))
        .toList();
  }
}
