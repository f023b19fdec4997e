package dev.landfall.app.preview;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.LongCursor;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.MvObject.Contributor;
import dev.landfall.core.store.ObjectError;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Staged and joined objects for people: what is known of them and where it comes from. */
public final class ObjectText {
  private static final int NAMED = 10;

  private final Store store;
  private final Function<ConnectorId, String> connectors;
  private final Function<String, String> rules;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param connectors names of connectors
   * @param rules names of rules by id
   */
  public ObjectText(
      Store store, Function<ConnectorId, String> connectors, Function<String, String> rules) {
    this.store = store;
    this.connectors = connectors;
    this.rules = rules;
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  /** All states of a connector-space object, side by side per attribute. */
  public String of(ConnectorId connector, CsObject object) {
    ConnectorSpace space = store.connectorSpace(connector);
    line("Object " + object.id() + " in " + connectors.apply(connector));
    line("  " + Words.object(object));
    line(
        "  "
            + object.kind().name().toLowerCase(Locale.ROOT)
            + " object"
            + (object.transientObject() ? ", transient" : "")
            + (object.explicitDisconnector() ? ", kept apart by an administrator" : ""));
    line("  pending import: " + object.pendingImport().name().toLowerCase(Locale.ROOT));
    line(
        "  lineage: "
            + object
                .link()
                .map(
                    link ->
                        "metaverse object "
                            + link.metaverseId()
                            + ", "
                            + Words.link(link, rules.apply(link.ruleId())))
                .orElse("no link; \"landfall preview\" tells why"));
    object.deprovisionAt().ifPresent(when -> line("  to be deleted at " + when));
    images(object);
    export("Pending export", object.unapplied());
    export("Export in progress", object.escrowed());
    export("Awaiting confirmation", object.unconfirmed());
    references(space, object);
    object.syncError().ifPresent(error -> error("Synchronization error", error));
    object.exportError().ifPresent(error -> error("Export error", error));
    return text.toString();
  }

  private void images(CsObject object) {
    Attributes old = object.synchronizedImage();
    Attributes now = object.importedImage();
    Set<AttributeName> names = new TreeSet<>();
    old.entries().forEach(entry -> names.add(entry.getKey()));
    now.entries().forEach(entry -> names.add(entry.getKey()));
    line("Import");
    for (AttributeName name : names) {
      boolean same = Attributes.sameValues(old.get(name), now.get(name));
      line(
          "  "
              + name
              + ": "
              + (same ? "" : Words.values(old.get(name)) + " → ")
              + Words.values(now.get(name)));
    }
  }

  private void export(String title, PendingExport export) {
    if (export.isNone()) {
      return;
    }
    line(title + ": " + export.operation().name().toLowerCase(Locale.ROOT));
    export.newDn().ifPresent(dn -> line("  dn → " + dn));
    export.changes().forEach((name, values) -> line("  " + name + " → " + Words.values(values)));
  }

  private void references(ConnectorSpace space, CsObject object) {
    for (AttributeName name : space.references().attributes(object.id())) {
      line(
          "References "
              + name
              + ": "
              + space.references().expectedCount(object.id(), name)
              + " expected, "
              + space.references().importedCount(object.id(), name)
              + " imported");
      try (LongCursor targets = space.references().expected(object.id(), name)) {
        long target;
        for (int i = 0; i < NAMED && (target = targets.next()) != LongCursor.END; i++) {
          line("  " + space.byId(target).map(CsObject::expectedDn).orElse("(unknown)"));
        }
      }
    }
  }

  private void error(String title, ObjectError error) {
    line(title + ": " + error.code() + ", " + error.retries() + " retries");
    line("  first " + error.first() + ", last " + error.last());
    line("  " + error.message());
    if (!error.detail().isEmpty()) {
      line("  " + error.detail());
    }
  }

  /** A metaverse object with the contributor of every value, and its links. */
  public String of(MvObject object) {
    line("Metaverse object " + object.id() + ", " + object.objectType());
    line("Attributes");
    for (var entry : object.contributors().entrySet()) {
      line(
          "  "
              + entry.getKey()
              + ": "
              + Words.attribute(java.util.Optional.of(object), entry.getKey())
              + "  ("
              + contributor(entry.getValue())
              + ")");
    }
    line("Connectors");
    List<Metaverse.Linked> links = store.metaverse().links(object.id());
    for (Metaverse.Linked linked : links) {
      line(
          "  "
              + connectors.apply(linked.connector())
              + ": "
              + linked.object().expectedDn()
              + "  ("
              + linked
                  .object()
                  .link()
                  .map(link -> Words.link(link, rules.apply(link.ruleId())))
                  .orElse("")
              + ")");
    }
    return text.toString();
  }

  private String contributor(Contributor contributor) {
    return rules.apply(contributor.ruleId())
        + ", "
        + connectors.apply(contributor.connector())
        + ", "
        + store
            .connectorSpace(contributor.connector())
            .byId(contributor.csObject())
            .map(CsObject::currentDn)
            .orElse("object " + contributor.csObject());
  }
}
