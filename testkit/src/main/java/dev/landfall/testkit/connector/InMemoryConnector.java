package dev.landfall.testkit.connector;

import dev.landfall.core.check.Check;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ExportError;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ExportResult.RejectedReference;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.core.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Map<Anchor, InMemoryObject> entries = new LinkedHashMap<>();
  private final Map<Anchor, Long> deleted = new LinkedHashMap<>();
  private final ConnectorFaults faults = new ConnectorFaults();
  private final List<ExportRequest> exported = new ArrayList<>();
  private long sequence;

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
    InMemoryObject old = entries.get(new Anchor(anchor));
    InMemoryObject entry = new InMemoryObject(dn, type, attributes);
    if (old != null) {
      entry.references.putAll(old.references);
    }
    entry.changed = ++sequence;
    entries.put(new Anchor(anchor), entry);
    deleted.remove(new Anchor(anchor));
    return this;
  }

  public InMemoryConnector reference(String anchor, String attribute, String... targets) {
    InMemoryObject entry = entry(anchor);
    Set<Anchor> values = new LinkedHashSet<>();
    for (String target : targets) {
      values.add(new Anchor(target));
    }
    entry.references.put(AttributeName.of(attribute), values);
    entry.changed = ++sequence;
    return this;
  }

  /** A reference attribute whose values the system gives by DN only, whatever stands behind. */
  public InMemoryConnector referenceByDn(String anchor, String attribute, String... dns) {
    InMemoryObject entry = entry(anchor);
    entry.named.put(AttributeName.of(attribute), List.of(dns));
    entry.changed = ++sequence;
    return this;
  }

  /** The object goes out of sight without a trace, as one that the account may no longer read. */
  public InMemoryConnector vanish(String anchor) {
    entries.remove(new Anchor(anchor));
    return this;
  }

  public InMemoryConnector without(String anchor) {
    entries.remove(new Anchor(anchor));
    deleted.put(new Anchor(anchor), ++sequence);
    return this;
  }

  /** Gives an object another DN, as somebody there would. */
  public InMemoryConnector rename(String anchor, String dn) {
    InMemoryObject entry = entry(anchor);
    entry.dn = dn;
    entry.changed = ++sequence;
    return this;
  }

  /** Changes one attribute of an object, as somebody there would; no value removes it. */
  public InMemoryConnector edit(String anchor, String attribute, String... values) {
    InMemoryObject entry = entry(anchor);
    entry.attributes =
        entry.attributes.toBuilder()
            .set(AttributeName.of(attribute), Arrays.stream(values).map(Value::of).toList())
            .build();
    entry.changed = ++sequence;
    return this;
  }

  /** Every export of an object with this DN is refused. */
  public InMemoryConnector refusing(String dn, ExportError error) {
    faults.refuse(request -> request.dn().equals(dn), error);
    return this;
  }

  /** Every export of this kind is refused. */
  public InMemoryConnector refusing(ExportRequest.Operation operation, ExportError error) {
    faults.refuse(request -> request.operation() == operation, error);
    return this;
  }

  /** Nothing is refused any more and every object can be read. */
  public InMemoryConnector healed() {
    faults.heal();
    return this;
  }

  /** The object cannot be read: imports report a discovery error in its place. */
  public InMemoryConnector unreadable(String anchor) {
    faults.unreadable(new Anchor(anchor));
    return this;
  }

  /** The next import loses its connection after so many objects. */
  public InMemoryConnector breakingAfter(int objects) {
    faults.breakAfter(objects);
    return this;
  }

  /** The next import gives only what it changed of each object, even of unknown ones. */
  public InMemoryConnector partial(boolean only) {
    faults.partial(only);
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

  private InMemoryObject entry(String anchor) {
    InMemoryObject entry = entries.get(new Anchor(anchor));
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
    List<Map.Entry<Anchor, InMemoryObject>> changed =
        entries.entrySet().stream().filter(entry -> entry.getValue().changed > since).toList();
    for (Map.Entry<Anchor, InMemoryObject> each : changed) {
      if (!request.selection().containsKey(each.getValue().type)) {
        continue;
      }
      if (faults.breaksNow()) {
        throw new LandfallException(
            ErrorCode.INCOMPLETE_READ, "The connection to " + name + " was lost; run it again.");
      }
      if (faults.isUnreadable(each.getKey())) {
        sink.failed(
            each.getValue().dn, "read-error", "\"" + each.getValue().dn + "\" cannot be read.");
      } else {
        each.getValue().give(each.getKey(), request, !faults.isPartial(), sink);
      }
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
    Optional<ExportError> refusal = faults.refusal(request);
    if (refusal.isPresent()) {
      return ExportResult.failed(request.key(), refusal.get());
    }
    Optional<Anchor> there = at(request.dn());
    boolean adding = request.operation() == ExportRequest.Operation.ADD;
    if (adding && there.isPresent() && kind == SystemKind.ACTIVE_DIRECTORY) {
      return ExportResult.failed(
          request.key(),
          new ExportError("cd-existing-object", "\"" + request.dn() + "\" exists already.", ""));
    }
    Anchor anchor = request.anchor().or(() -> there).orElseGet(() -> newAnchor(request));
    if (request.operation() == ExportRequest.Operation.DELETE) {
      without(anchor.value());
      return ExportResult.accepted(request.key(), Optional.of(anchor));
    }
    InMemoryObject entry = entries.get(anchor);
    if (entry == null) {
      if (request.operation() == ExportRequest.Operation.UPDATE) {
        return ExportResult.failed(
            request.key(),
            new ExportError("cd-missing-object", "\"" + request.dn() + "\" does not exist.", ""));
      }
      entry = new InMemoryObject(request.dn(), request.objectType(), Attributes.NONE);
      entries.put(anchor, entry);
      deleted.remove(anchor);
    }
    Attributes.Builder attributes = entry.attributes.toBuilder();
    for (AttributeChange change : request.changes()) {
      attributes.set(change.attribute(), change.values());
    }
    entry.attributes = attributes.build();
    entry.dn = request.newDn().orElse(entry.dn);
    List<RejectedReference> rejected = new ArrayList<>();
    for (ReferenceChange change : request.references()) {
      Set<Anchor> values =
          entry.references.computeIfAbsent(change.attribute(), fresh -> new LinkedHashSet<>());
      Optional<Anchor> target = change.targetAnchor().or(() -> at(change.targetDn()));
      if (target.isEmpty()) {
        rejected.add(new RejectedReference(change, missing(change.targetDn())));
      } else if (change.add()) {
        values.add(target.get());
      } else {
        values.remove(target.get());
      }
    }
    entry.changed = ++sequence;
    return new ExportResult(request.key(), Optional.empty(), Optional.of(anchor), rejected);
  }

  private static ExportError missing(String dn) {
    return new ExportError(
        "dn-attributes-failure", "\"" + dn + "\" does not exist, so nothing can refer to it.", "");
  }

  private Optional<Anchor> at(String dn) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().dn.equals(dn))
        .map(Map.Entry::getKey)
        .findFirst();
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
