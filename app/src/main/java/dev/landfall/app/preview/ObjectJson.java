package dev.landfall.app.preview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.ObjectError;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.engine.preview.ObjectPreview;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Staged and joined objects for scripts: object, links, lineage. */
public final class ObjectJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Store store;
  private final Function<ConnectorId, String> connectors;
  private final Function<String, String> rules;

  /**
   * @param connectors names of connectors
   * @param rules names of rules by id
   */
  public ObjectJson(
      Store store, Function<ConnectorId, String> connectors, Function<String, String> rules) {
    this.store = store;
    this.connectors = connectors;
    this.rules = rules;
  }

  public ObjectNode of(ConnectorId connector, CsObject object) {
    ObjectNode node = JSON.objectNode();
    ConnectorSpace space = store.connectorSpace(connector);
    node.put("connector", connectors.apply(connector));
    node.put("id", object.id());
    node.put("kind", object.kind().name().toLowerCase(Locale.ROOT));
    node.put("dn", object.currentDn());
    object.anchor().ifPresent(anchor -> node.put("anchor", anchor.value()));
    node.put("objectType", object.objectType());
    node.put("transient", object.transientObject());
    node.put("explicitDisconnector", object.explicitDisconnector());
    node.put("pendingImport", object.pendingImport().name().toLowerCase(Locale.ROOT));
    object.link().ifPresent(link -> node.set("link", link(link)));
    node.set("synchronized", image(object.synchronizedImage()));
    node.set("imported", image(object.importedImage()));
    node.set("pendingExport", export(object.unapplied()));
    node.set("exportInProgress", export(object.escrowed()));
    node.set("awaitingConfirmation", export(object.unconfirmed()));
    ArrayNode references = node.putArray("references");
    for (AttributeName name : space.references().attributes(object.id())) {
      references
          .addObject()
          .put("attribute", name.name())
          .put("expected", space.references().expectedCount(object.id(), name))
          .put("imported", space.references().importedCount(object.id(), name));
    }
    object.syncError().ifPresent(error -> node.set("syncError", error(error)));
    object.exportError().ifPresent(error -> node.set("exportError", error(error)));
    return node;
  }

  private ObjectNode link(Link link) {
    return JSON.objectNode()
        .put("metaverseId", link.metaverseId())
        .put("ruleId", link.ruleId())
        .put("rule", rules.apply(link.ruleId()))
        .put("direction", link.inbound() ? "inbound" : "outbound")
        .put("method", link.method().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("provisionHeld", link.provisionHeld())
        .put("noFlowProtected", link.noFlowProtected());
  }

  private static ObjectNode image(Attributes image) {
    ObjectNode node = JSON.objectNode();
    image
        .entries()
        .forEach(entry -> node.set(entry.getKey().name(), PreviewJson.values(entry.getValue())));
    return node;
  }

  private static ObjectNode export(PendingExport export) {
    ObjectNode node = JSON.objectNode();
    node.put("operation", export.operation().name().toLowerCase(Locale.ROOT));
    export.newDn().ifPresent(dn -> node.put("newDn", dn));
    ObjectNode changes = node.putObject("changes");
    export
        .changes()
        .forEach((name, values) -> changes.set(name.name(), PreviewJson.values(values)));
    return node;
  }

  private static ObjectNode error(ObjectError error) {
    return JSON.objectNode()
        .put("code", error.code())
        .put("message", error.message())
        .put("detail", error.detail())
        .put("first", error.first().toString())
        .put("last", error.last().toString())
        .put("retries", error.retries());
  }

  public ObjectNode of(MvObject object) {
    ObjectNode node = JSON.objectNode();
    node.put("id", object.id());
    node.put("objectType", object.objectType());
    ArrayNode attributes = node.putArray("attributes");
    object
        .contributors()
        .forEach(
            (name, contributor) -> {
              ObjectNode one =
                  attributes
                      .addObject()
                      .put("attribute", name.name())
                      .put("text", Words.attribute(Optional.of(object), name))
                      .put("connector", connectors.apply(contributor.connector()))
                      .put("csObject", contributor.csObject())
                      .put("ruleId", contributor.ruleId())
                      .put("rule", rules.apply(contributor.ruleId()));
              one.set("values", PreviewJson.values(object.attributes().get(name)));
            });
    ArrayNode links = node.putArray("links");
    for (Metaverse.Linked linked : store.metaverse().links(object.id())) {
      ObjectNode one = linked.object().link().map(this::link).orElseGet(JSON::objectNode);
      one.put("connector", connectors.apply(linked.connector()));
      one.put("dn", linked.object().expectedDn());
      links.add(one);
    }
    return node;
  }

  /** Why an attribute of a metaverse object is as it is. */
  public static ObjectNode why(ObjectPreview preview, long metaverseId, AttributeName attribute) {
    ObjectNode node = JSON.objectNode();
    node.put("id", metaverseId);
    ArrayNode found = node.putArray("attributes");
    preview.metaverse().stream()
        .filter(mv -> mv.id() == metaverseId)
        .flatMap(mv -> mv.attributes().stream())
        .filter(one -> one.target().equals(attribute))
        .forEach(one -> found.add(PreviewJson.attribute(one)));
    return node;
  }
}
