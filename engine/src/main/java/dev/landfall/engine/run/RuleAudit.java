package dev.landfall.engine.run;

import dev.landfall.core.store.Documents;
import dev.landfall.engine.rule.RuleDifference;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.xml.RuleXmlReader;
import dev.landfall.engine.rule.xml.RuleXmlWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who changed which rule when, with the version before. Entries are added and never changed. */
public final class RuleAudit {
  private static final String COLLECTION = "rule-audit";

  private final Documents documents;

  public RuleAudit(Documents documents) {
    this.documents = documents;
  }

  /** What happened to a rule. */
  public enum Action {
    ADDED("Added"),
    CHANGED("Changed"),
    REMOVED("Removed");

    private final String label;

    Action(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /**
   * One change of one rule.
   *
   * @param number counts all changes from 1
   * @param changes what differs, in words; empty for a rule that was added or removed
   * @param former the rule before the change; empty for one that was added
   */
  public record Entry(
      long number,
      Instant time,
      String user,
      Action action,
      String ruleId,
      String ruleName,
      List<String> changes,
      Optional<SyncRule> former) {
    public Entry {
      changes = List.copyOf(changes);
    }
  }

  /** All changes, or those of one rule, oldest first. */
  public List<Entry> entries(Optional<String> ruleId) {
    List<Entry> entries = new ArrayList<>();
    for (Documents.Entry document : documents.list(COLLECTION)) {
      Map<String, String> fields = document.fields();
      if (ruleId.isEmpty() || ruleId.get().equals(fields.get("rule"))) {
        entries.add(entry(document.key(), fields));
      }
    }
    return entries;
  }

  private static Entry entry(String key, Map<String, String> fields) {
    String changes = fields.getOrDefault("changes", "");
    return new Entry(
        Long.parseLong(key),
        Instant.parse(fields.getOrDefault("time", "")),
        fields.getOrDefault("user", ""),
        Action.valueOf(fields.getOrDefault("action", "")),
        fields.getOrDefault("rule", ""),
        fields.getOrDefault("name", ""),
        changes.isEmpty() ? List.of() : List.of(changes.split("\n")),
        Optional.ofNullable(fields.get("former"))
            .flatMap(xml -> RuleXmlReader.parse(xml, "audit " + key, new ArrayList<>())));
  }

  void added(SyncRule rule, Instant time, String user) {
    write(Action.ADDED, rule, List.of(), Optional.empty(), time, user);
  }

  void changed(SyncRule former, SyncRule rule, Instant time, String user) {
    List<String> changes =
        RuleDifference.between(former, rule).stream()
            .map(change -> change.replaceAll("\\R", " "))
            .toList();
    write(Action.CHANGED, rule, changes, Optional.of(former), time, user);
  }

  void removed(SyncRule rule, Instant time, String user) {
    write(Action.REMOVED, rule, List.of(), Optional.of(rule), time, user);
  }

  private void write(
      Action action,
      SyncRule rule,
      List<String> changes,
      Optional<SyncRule> former,
      Instant time,
      String user) {
    long number =
        documents.last(COLLECTION, 1).stream()
                .mapToLong(last -> Long.parseLong(last.key()))
                .findFirst()
                .orElse(0)
            + 1;
    Map<String, String> fields = new HashMap<>();
    fields.put("time", time.toString());
    fields.put("user", user);
    fields.put("action", action.name());
    fields.put("rule", rule.id());
    fields.put("name", rule.name());
    fields.put("changes", String.join("\n", changes));
    former.ifPresent(version -> fields.put("former", RuleXmlWriter.write(version)));
    documents.put(COLLECTION, String.format(Locale.ROOT, "%012d", number), fields);
  }
}
