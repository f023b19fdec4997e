package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.ExportError;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportRequest.Operation;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ExportResult.RejectedReference;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies one request; each part may be repeated without harm. */
final class Exporter {
  private final ObjectWriter objects;
  private final LinkWriter links;
  private final Schema schema;

  Exporter(LdapLink link, Schema schema) {
    this.objects = new ObjectWriter(link);
    this.links = new LinkWriter(link);
    this.schema = schema;
  }

  /** Applies everything but the references. */
  ExportResult body(ExportRequest request) {
    try {
      return switch (request.operation()) {
        case ADD -> add(request);
        case UPDATE -> update(request);
        case DELETE -> delete(request);
      };
    } catch (LDAPException e) {
      ExportError error = Refusals.export(e, request.operation(), request.dn());
      return ExportResult.failed(
          request.key(), accountNameTaken(request, e) ? unique(error) : error);
    } catch (IllegalArgumentException e) {
      return ExportResult.failed(
          request.key(),
          new ExportError(
              ObjectErrorCode.INVALID_ATTRIBUTE_VALUE.text(), String.valueOf(e.getMessage()), ""));
    }
  }

  /** Result 68 while nobody has the DN: then the account name is another object's. */
  private boolean accountNameTaken(ExportRequest request, LDAPException e) {
    return e.getResultCode() == ResultCode.ENTRY_ALREADY_EXISTS
        && (request.operation() == Operation.UPDATE && request.newDn().isEmpty()
            || !objects.exists(request.newDn().orElse(request.dn())));
  }

  private static ExportError unique(ExportError error) {
    return new ExportError(
        ObjectErrorCode.ATTRIBUTE_VALUE_MUST_BE_UNIQUE.text(),
        error.message(),
        error.serverDetail());
  }

  private ExportResult add(ExportRequest request) throws LDAPException {
    SearchResultEntry made = objects.add(request.dn(), request.objectType(), request.changes());
    return ExportResult.accepted(
        request.key(), Optional.of(new Anchor(Decoder.guid(made).toString())));
  }

  private ExportResult update(ExportRequest request) throws LDAPException {
    // An object that an add found in its place is known by name only.
    Optional<ObjectGuid> guid = guid(request.anchor()).or(() -> objects.guidOf(request.dn()));
    if (guid.isEmpty()) {
      return missingAnchor(request);
    }
    List<AttributeChange> changes = request.changes();
    if (request.newDn().isPresent()) {
      objects.rename(guid.get(), request.newDn().get());
      DN target = new DN(request.newDn().get());
      changes = changes.stream().filter(it -> !names(target, it.attribute())).toList();
    }
    objects.modify(Decoder.guidName(guid.get()), changes);
    return ExportResult.accepted(request.key(), Optional.of(new Anchor(guid.get().toString())));
  }

  private static boolean names(DN dn, AttributeName attribute) {
    return dn.getRDN() != null && dn.getRDN().hasAttribute(attribute.name());
  }

  private ExportResult delete(ExportRequest request) throws LDAPException {
    Optional<ObjectGuid> guid = guid(request.anchor());
    if (guid.isEmpty()) {
      return missingAnchor(request);
    }
    objects.delete(guid.get());
    return ExportResult.accepted(request.key(), request.anchor());
  }

  private static ExportResult missingAnchor(ExportRequest request) {
    return ExportResult.failed(
        request.key(),
        new ExportError(
            ObjectErrorCode.MISSING_ANCHOR_COMPONENT.text(),
            "\"" + request.dn() + "\" has no objectGUID, so it cannot be changed.",
            ""));
  }

  /** Applies the references of a request whose body was accepted. */
  ExportResult references(ExportRequest request, ExportResult body) {
    Optional<ObjectGuid> guid = guid(body.anchor().isPresent() ? body.anchor() : request.anchor());
    if (guid.isEmpty()) {
      return missingAnchor(request);
    }
    Map<AttributeName, List<ReferenceChange>> byAttribute = new LinkedHashMap<>();
    for (ReferenceChange change : request.references()) {
      byAttribute.computeIfAbsent(change.attribute(), any -> new ArrayList<>()).add(change);
    }
    List<RejectedReference> rejected = new ArrayList<>();
    try {
      for (Map.Entry<AttributeName, List<ReferenceChange>> entry : byAttribute.entrySet()) {
        String object = Decoder.guidName(guid.get());
        boolean single =
            schema
                .attribute(request.objectType(), entry.getKey())
                .map(AttributeDefinition::multiValued)
                .map(multi -> !multi)
                .orElse(false);
        // The old value of a single-valued reference goes first, or the new one finds it taken.
        write(object, entry, false, rejected);
        if (single && entry.getValue().stream().anyMatch(ReferenceChange::add)) {
          clear(object, entry.getKey());
        }
        write(object, entry, true, rejected);
      }
      return new ExportResult(request.key(), Optional.empty(), body.anchor(), rejected);
    } catch (LDAPException e) {
      return ExportResult.failed(request.key(), Refusals.export(e, Operation.UPDATE, request.dn()));
    }
  }

  private void clear(String object, AttributeName attribute) throws LDAPException {
    objects.modify(object, List.of(new AttributeChange(attribute, List.of())));
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
      String name = guid(change.targetAnchor()).map(Decoder::guidName).orElse(change.targetDn());
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

  private static Optional<ObjectGuid> guid(Optional<Anchor> anchor) {
    return anchor.map(it -> ObjectGuid.parse(it.value()));
  }
}
