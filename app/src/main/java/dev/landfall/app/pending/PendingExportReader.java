package dev.landfall.app.pending;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.References;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what the next export of a connector would do, and hands it on as it is read. */
public final class PendingExportReader {
  private static final int OBJECTS = 500;
  private static final int REFERENCES = 1_000;

  private final ConnectorSpace space;
  private final Metaverse metaverse;
  private final Filter filter;

  /**
   * Which objects are wanted.
   *
   * @param limit at most so many objects
   */
  public record Filter(
      Optional<PendingExport.Operation> operation, Optional<String> objectType, long limit) {
    public static final Filter EVERYTHING =
        new Filter(Optional.empty(), Optional.empty(), Long.MAX_VALUE);

    boolean wants(CsObject object) {
      return operation.map(operationOf(object)::equals).orElse(true)
          && objectType.map(object.objectType()::equalsIgnoreCase).orElse(true);
    }
  }

  public PendingExportReader(Store store, ConnectorId connector, Filter filter) {
    this.space = store.connectorSpace(connector);
    this.metaverse = store.metaverse();
    this.filter = filter;
  }

  /** Writes everything wanted; returns how many objects. */
  public long writeTo(PendingExportWriter writer) throws IOException {
    long written = 0;
    long after = 0;
    List<CsObject> page;
    writer.begin();
    while (written < filter.limit() && !(page = space.pendingExports(after, OBJECTS)).isEmpty()) {
      for (CsObject object : page) {
        if (written < filter.limit() && filter.wants(object)) {
          write(object, writer);
          written++;
        }
      }
      after = page.get(page.size() - 1).id();
    }
    writer.end(written);
    return written;
  }

  /** Changed references alone are an update. */
  private static PendingExport.Operation operationOf(CsObject object) {
    return object.unapplied().isNone()
        ? PendingExport.Operation.UPDATE
        : object.unapplied().operation();
  }

  private void write(CsObject object, PendingExportWriter writer) throws IOException {
    PendingObject pending = pending(object);
    writer.object(pending);
    for (Map.Entry<AttributeName, List<Value>> change : object.unapplied().changes().entrySet()) {
      writer.change(pending, change(object, change.getKey(), change.getValue()));
    }
    references(pending, writer);
    writer.endObject(pending);
  }

  private static PendingChange change(CsObject object, AttributeName name, List<Value> after) {
    List<Value> before = object.importedImage().get(name);
    PendingChange.Modification modification =
        after.isEmpty()
            ? PendingChange.Modification.DELETE
            : before.isEmpty() ? PendingChange.Modification.ADD : PendingChange.Modification.UPDATE;
    return new PendingChange(name.name(), modification, before, after, false);
  }

  private void references(PendingObject object, PendingExportWriter writer) throws IOException {
    long row = 0;
    List<References.Change> page;
    while (!(page = space.references().unappliedChanges(object.object().id(), row, REFERENCES))
        .isEmpty()) {
      Map<Long, String> dns = dns(page);
      for (References.Change change : page) {
        List<Value> target =
            List.of(Value.of(dns.getOrDefault(change.target(), "object " + change.target())));
        writer.change(
            object,
            new PendingChange(
                change.attribute().name(),
                change.add() ? PendingChange.Modification.ADD : PendingChange.Modification.DELETE,
                change.add() ? List.of() : target,
                change.add() ? target : List.of(),
                true));
      }
      row = page.get(page.size() - 1).row();
    }
  }

  private Map<Long, String> dns(List<References.Change> changes) {
    Map<Long, String> dns = new HashMap<>();
    space
        .byIds(changes.stream().map(References.Change::target).distinct().toList())
        .forEach(target -> dns.put(target.id(), target.expectedDn()));
    return dns;
  }

  private PendingObject pending(CsObject object) {
    Optional<Attributes> linked =
        object.link().map(Link::metaverseId).flatMap(metaverse::byId).map(MvObject::attributes);
    Attributes own = object.expectedImage();
    return new PendingObject(
        object,
        operationOf(object),
        object.unapplied().newDn(),
        named("displayName", linked, own),
        named("userPrincipalName", linked, own),
        named("sourceAnchor", linked, own));
  }

  private static String named(String attribute, Optional<Attributes> linked, Attributes own) {
    return linked.flatMap(image -> image.text(attribute)).or(() -> own.text(attribute)).orElse("");
  }

  /** The operation with this name, as on the command line. */
  public static Optional<PendingExport.Operation> operation(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "add" -> Optional.of(PendingExport.Operation.ADD);
      case "update" -> Optional.of(PendingExport.Operation.UPDATE);
      case "delete" -> Optional.of(PendingExport.Operation.DELETE);
      default -> Optional.empty();
    };
  }
}
