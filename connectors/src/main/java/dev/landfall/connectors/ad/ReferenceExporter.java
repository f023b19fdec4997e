package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPException;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportRequest.Operation;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ExportResult.RejectedReference;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes references to objects that exist, as deltas. May be repeated. */
final class ReferenceExporter {
  private final ObjectWriter objects;
  private final LinkWriter links;
  private final ObjectNames names;
  private final Schema schema;

  ReferenceExporter(LdapLink link, ObjectNames names, Schema schema) {
    this.objects = new ObjectWriter(link, names);
    this.links = new LinkWriter(link);
    this.names = names;
    this.schema = schema;
  }

  /**
   * Writes what is left of the references of a request whose body was accepted.
   *
   * @param body the result so far, with the anchor
   */
  ExportResult write(ExportRequest request, ExportResult body, List<ReferenceChange> left) {
    String object =
        names.of(
            Exporter.guid(body.anchor().isPresent() ? body.anchor() : request.anchor()),
            request.newDn().orElse(request.dn()));
    Map<AttributeName, List<ReferenceChange>> byAttribute = new LinkedHashMap<>();
    for (ReferenceChange change : left) {
      byAttribute.computeIfAbsent(change.attribute(), any -> new ArrayList<>()).add(change);
    }
    List<RejectedReference> rejected = new ArrayList<>();
    try {
      for (Map.Entry<AttributeName, List<ReferenceChange>> entry : byAttribute.entrySet()) {
        boolean single =
            schema
                .attribute(request.objectType(), entry.getKey())
                .map(AttributeDefinition::multiValued)
                .map(multi -> !multi)
                .orElse(false);
        // The old value of a single-valued reference goes first, or the new one finds it taken.
        write(object, entry, false, rejected);
        if (single && entry.getValue().stream().anyMatch(ReferenceChange::add)) {
          objects.modify(object, List.of(new AttributeChange(entry.getKey(), List.of())));
        }
        write(object, entry, true, rejected);
      }
      return new ExportResult(request.key(), body.error(), body.anchor(), rejected);
    } catch (LDAPException e) {
      return ExportResult.failed(request.key(), Refusals.export(e, Operation.UPDATE, request.dn()));
    }
  }

  private void write(
      String object,
      Map.Entry<AttributeName, List<ReferenceChange>> entry,
      boolean add,
      List<RejectedReference> rejected)
      throws LDAPException {
    List<ReferenceChange> changes =
        entry.getValue().stream().filter(it -> it.add() == add).toList();
    List<LinkWriter.LinkValue> values = new ArrayList<>(changes.size());
    for (ReferenceChange change : changes) {
      String name = names.of(Exporter.guid(change.targetAnchor()), change.targetDn());
      values.add(new LinkWriter.LinkValue(name, change.targetDn(), values.size()));
    }
    links.write(
        object,
        entry.getKey().name(),
        add,
        values,
        (value, reason) ->
            rejected.add(
                new RejectedReference(
                    changes.get(value.number()), Refusals.reference(reason, value.dn()))));
  }
}
