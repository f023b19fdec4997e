package dev.landfall.testkit.connector;

import dev.landfall.core.check.Check;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ExportError;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.ImportedObject;
import dev.landfall.core.connector.ImportedReferences;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.connector.ReferenceTarget;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.ObjectGuid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A connected system in memory. Every write has a number in a log, so that watermarks are real: a
 * delta import replays the objects written after it. Can be told to fail.
 */
public final class InMemoryConnector implements Connector {
  private final ConnectorId id;
  private final String name;
  private final SystemKind kind;
  private final Schema schema;
  private final Map<String, String> parameters = new HashMap<>();
  private final Map<Anchor, Entry> entries = new LinkedHashMap<>();
  private final Map<Anchor, Long> deleted = new LinkedHashMap<>();
  private final Map<String, ExportError> refusals = new HashMap<>();
  private final List<ExportRequest> exported = new ArrayList<>();
  private long sequence;
  private int breakAfter = -1;

  private static final class Entry {
    private String dn;
    private final String type;
    private Attributes attributes;
    private final Map<AttributeName, Set<Anchor>> references = new TreeMap<>();
    private long changed;

    private Entry(String dn, String type, Attributes attributes) {
      this.dn = dn;
      this.type = type;
      this.attributes = attributes;
    }
  }

  public InMemoryConnector(ConnectorId id, String name, SystemKind kind, Schema schema) {
    this.id = id;
    this.name = name;
    this.kind = kind;
    this.schema = schema;
  }

  public InMemoryConnector parameter(String parameter, String value) {
    parameters.put(parameter, value);
    return this;
  }

  /** Creates or replaces an object, its references apart. */
  public InMemoryConnector with(String anchor, String dn, String type, Attributes attributes) {
    Entry old = entries.get(new Anchor(anchor));
    Entry entry = new Entry(dn, type, attributes);
    if (old != null) {
      entry.references.putAll(old.references);
    }
    entry.changed = ++sequence;
    entries.put(new Anchor(anchor), entry);
    return this;
  }

  public InMemoryConnector reference(String anchor, String attribute, String... targets) {
    Entry entry = entry(anchor);
    Set<Anchor> values = new LinkedHashSet<>();
    for (String target : targets) {
      values.add(new Anchor(target));
    }
    entry.references.put(AttributeName.of(attribute), values);
    entry.changed = ++sequence;
    return this;
  }

  public InMemoryConnector without(String anchor) {
    entries.remove(new Anchor(anchor));
    deleted.put(new Anchor(anchor), ++sequence);
    return this;
  }

  /** Every export of an object with this DN is refused. */
  public InMemoryConnector refusing(String dn, ExportError error) {
    refusals.put(dn, error);
    return this;
  }

  /** The next import loses its connection after so many objects. */
  public InMemoryConnector breakingAfter(int objects) {
    breakAfter = objects;
    return this;
  }

  public Optional<Attributes> attributes(String anchor) {
    return Optional.ofNullable(entries.get(new Anchor(anchor))).map(entry -> entry.attributes);
  }

  public Optional<Attributes> attributesOfDn(String dn) {
    return entries.values().stream()
        .filter(entry -> entry.dn.equals(dn))
        .findFirst()
        .map(entry -> entry.attributes);
  }

  public Set<String> references(String anchor, String attribute) {
    Set<String> found = new java.util.TreeSet<>();
    entry(anchor)
        .references
        .getOrDefault(AttributeName.of(attribute), Set.of())
        .forEach(target -> found.add(target.value()));
    return found;
  }

  public Set<String> anchors() {
    Set<String> all = new LinkedHashSet<>();
    entries.keySet().forEach(anchor -> all.add(anchor.value()));
    return all;
  }

  public String dn(String anchor) {
    return entry(anchor).dn;
  }

  /** Everything the engine asked to be written, in order. */
  public List<ExportRequest> exported() {
    return List.copyOf(exported);
  }

  private Entry entry(String anchor) {
    Entry entry = entries.get(new Anchor(anchor));
    if (entry == null) {
      throw new IllegalArgumentException("No object " + anchor);
    }
    return entry;
  }

  @Override
  public ConnectorId id() {
    return id;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SystemKind kind() {
    return kind;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Map<String, String> parameters() {
    return parameters;
  }

  @Override
  public Watermark importObjects(ImportRequest request, ImportSink sink) {
    long since = request.from().map(from -> Long.parseLong(from.value())).orElse(-1L);
    int count = 0;
    List<Map.Entry<Anchor, Entry>> changed =
        entries.entrySet().stream().filter(entry -> entry.getValue().changed > since).toList();
    for (Map.Entry<Anchor, Entry> each : changed) {
      if (!request.selection().containsKey(each.getValue().type)) {
        continue;
      }
      if (breakAfter >= 0 && count++ == breakAfter) {
        breakAfter = -1;
        throw new LandfallException(
            ErrorCode.INCOMPLETE_READ, "The connection to " + name + " was lost; run it again.");
      }
      give(each.getKey(), each.getValue(), request, sink);
    }
    if (!request.full()) {
      deleted.forEach(
          (anchor, when) -> {
            if (when > since) {
              sink.deleted(anchor);
            }
          });
    }
    return new Watermark(Long.toString(sequence));
  }

  private static void give(Anchor anchor, Entry entry, ImportRequest request, ImportSink sink) {
    Set<AttributeName> wanted = request.selection().getOrDefault(entry.type, Set.of());
    Attributes.Builder selected = Attributes.builder();
    entry
        .attributes
        .entries()
        .forEach(
            attribute -> {
              if (wanted.contains(attribute.getKey())) {
                selected.set(attribute.getKey(), attribute.getValue());
              }
            });
    sink.object(ImportedObject.complete(anchor, entry.dn, entry.type, selected.build()));
    entry.references.forEach(
        (attribute, targets) -> {
          if (wanted.contains(attribute)) {
            sink.references(
                new ImportedReferences(
                    anchor,
                    attribute,
                    targets.stream().<ReferenceTarget>map(ReferenceTarget.ByAnchor::new).toList(),
                    List.of(),
                    ImportedReferences.Extent.WHOLE_LAST));
          }
        });
    sink.page(null);
  }

  @Override
  public Optional<String> exportsNothingBecause() {
    return Optional.empty();
  }

  @Override
  public List<ExportResult> export(List<ExportRequest> batch) {
    return batch.stream().map(this::apply).toList();
  }

  private ExportResult apply(ExportRequest request) {
    exported.add(request);
    ExportError refusal = refusals.get(request.dn());
    if (refusal != null) {
      return ExportResult.failed(request.key(), refusal);
    }
    Anchor anchor = request.anchor().orElseGet(() -> newAnchor(request));
    if (request.operation() == ExportRequest.Operation.DELETE) {
      without(anchor.value());
      return ExportResult.accepted(request.key(), Optional.of(anchor));
    }
    Entry entry = entries.get(anchor);
    if (entry == null) {
      if (request.operation() == ExportRequest.Operation.UPDATE) {
        return ExportResult.failed(
            request.key(),
            new ExportError("cd-missing-object", "\"" + request.dn() + "\" does not exist.", ""));
      }
      entry = new Entry(request.dn(), request.objectType(), Attributes.NONE);
      entries.put(anchor, entry);
    }
    Attributes.Builder attributes = entry.attributes.toBuilder();
    for (AttributeChange change : request.changes()) {
      attributes.set(change.attribute(), change.values());
    }
    entry.attributes = attributes.build();
    entry.dn = request.newDn().orElse(entry.dn);
    for (ReferenceChange change : request.references()) {
      Set<Anchor> values =
          entry.references.computeIfAbsent(change.attribute(), fresh -> new LinkedHashSet<>());
      Anchor target = change.targetAnchor().orElseGet(() -> anchorOf(change.targetDn()));
      if (change.add()) {
        values.add(target);
      } else {
        values.remove(target);
      }
    }
    entry.changed = ++sequence;
    return ExportResult.accepted(request.key(), Optional.of(anchor));
  }

  private Anchor anchorOf(String dn) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().dn.equals(dn))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Entra anchors carry the type; elsewhere the anchor is a GUID. Both follow from the DN alone.
   */
  private Anchor newAnchor(ExportRequest request) {
    UUID uuid = UUID.nameUUIDFromBytes(request.dn().getBytes(StandardCharsets.UTF_8));
    String type = request.objectType();
    return new Anchor(
        kind == SystemKind.ENTRA
            ? Character.toUpperCase(type.charAt(0)) + type.substring(1) + "_" + uuid
            : new ObjectGuid(uuid).toString());
  }

  @Override
  public List<Check> check() {
    return List.of(Check.pass("connect", name + " is in memory."));
  }

  @Override
  public void close() {}
}
