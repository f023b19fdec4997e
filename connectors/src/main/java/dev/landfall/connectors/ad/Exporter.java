package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.ExportError;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportRequest.Operation;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Applies everything of one request but what {@link ReferenceExporter} does. May be repeated. */
final class Exporter {
  private final ObjectWriter objects;
  private final ObjectNames names;

  Exporter(LdapLink link, ObjectNames names) {
    this.objects = new ObjectWriter(link, names);
    this.names = names;
  }

  /**
   * What became of a request so far.
   *
   * @param left references still to be written
   */
  record Progress(ExportResult result, List<ReferenceChange> left) {}

  /** A part of a request that the server may refuse. */
  private interface Part {
    Progress apply() throws LDAPException;
  }

  /**
   * Creates an object, with its references if their targets exist.
   *
   * @param comesLater whether the target with this DN is still to be created
   * @return accepted without an anchor if the server did not tell it
   */
  Progress add(ExportRequest request, Predicate<String> comesLater) {
    return attempt(
        request,
        () -> {
          List<ReferenceChange> now = new ArrayList<>();
          List<ReferenceChange> later = new ArrayList<>();
          for (ReferenceChange change : request.references()) {
            boolean missing = change.targetAnchor().isEmpty() && comesLater.test(change.targetDn());
            (missing || !change.add() ? later : now).add(change);
          }
          if (!now.isEmpty()) {
            try {
              return added(request, objects(request, references(now)), later);
            } catch (LDAPException e) {
              if (e.getResultCode() == ResultCode.ENTRY_ALREADY_EXISTS) {
                throw e;
              }
              // One of the references may be at fault: the object comes first, they come after.
            }
          }
          return added(request, objects(request, List.of()), request.references());
        });
  }

  private Optional<ObjectGuid> objects(ExportRequest request, Collection<Attribute> references)
      throws LDAPException {
    return objects.add(request.dn(), request.objectType(), request.changes(), references);
  }

  private static Progress added(
      ExportRequest request, Optional<ObjectGuid> guid, List<ReferenceChange> left) {
    return new Progress(
        ExportResult.accepted(request.key(), guid.map(it -> new Anchor(it.toString()))), left);
  }

  private Collection<Attribute> references(List<ReferenceChange> changes) {
    Map<AttributeName, Set<String>> values = new LinkedHashMap<>();
    for (ReferenceChange change : changes) {
      values
          .computeIfAbsent(change.attribute(), any -> new LinkedHashSet<>())
          .add(names.of(guid(change.targetAnchor()), change.targetDn()));
    }
    List<Attribute> attributes = new ArrayList<>();
    values.forEach((name, targets) -> attributes.add(new Attribute(name.name(), targets)));
    return attributes;
  }

  /** Renames the object and changes its plain attributes. */
  Progress update(ExportRequest request) {
    return attempt(
        request,
        () -> {
          // An object that an add found in its place is known by name only.
          Optional<ObjectGuid> guid = guid(request.anchor()).or(() -> objects.guidOf(request.dn()));
          if (guid.isEmpty()) {
            return missingAnchor(request);
          }
          String name = names.of(guid, request.dn());
          List<AttributeChange> changes = request.changes();
          if (request.newDn().isPresent()) {
            objects.rename(name, request.newDn().get());
            name = names.of(guid, request.newDn().get());
            DN target = new DN(request.newDn().get());
            changes = changes.stream().filter(it -> !names(target, it.attribute())).toList();
          }
          objects.modify(name, changes);
          return new Progress(
              ExportResult.accepted(request.key(), Optional.of(new Anchor(guid.get().toString()))),
              request.references());
        });
  }

  private static boolean names(DN dn, AttributeName attribute) {
    return dn.getRDN() != null && dn.getRDN().hasAttribute(attribute.name());
  }

  Progress delete(ExportRequest request) {
    return attempt(
        request,
        () -> {
          Optional<ObjectGuid> guid = guid(request.anchor());
          if (guid.isEmpty()) {
            return missingAnchor(request);
          }
          objects.delete(names.of(guid, request.dn()));
          return new Progress(ExportResult.accepted(request.key(), request.anchor()), List.of());
        });
  }

  private Progress attempt(ExportRequest request, Part part) {
    try {
      return part.apply();
    } catch (LDAPException e) {
      ExportError error = Refusals.export(e, request.operation(), request.dn());
      return failed(request, accountNameTaken(request, e) ? unique(error) : error);
    } catch (IllegalArgumentException e) {
      return failed(
          request,
          new ExportError(
              ObjectErrorCode.INVALID_ATTRIBUTE_VALUE.text(), String.valueOf(e.getMessage()), ""));
    }
  }

  private static Progress failed(ExportRequest request, ExportError error) {
    return new Progress(ExportResult.failed(request.key(), error), List.of());
  }

  private static Progress missingAnchor(ExportRequest request) {
    return failed(
        request,
        new ExportError(
            ObjectErrorCode.MISSING_ANCHOR_COMPONENT.text(),
            "\"" + request.dn() + "\" has no objectGUID, so it cannot be changed.",
            ""));
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

  static Optional<ObjectGuid> guid(Optional<Anchor> anchor) {
    return anchor.map(it -> ObjectGuid.parse(it.value()));
  }
}
