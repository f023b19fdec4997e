package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.ImportedObject;
import dev.landfall.core.connector.ImportedReferences;
import dev.landfall.core.connector.ImportedReferences.Extent;
import dev.landfall.core.connector.ReferenceTarget;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One import of the Entra connector: a delta query after the other – synchronized objects with
 * their shadow attributes where the tenant offers them, then users, contacts and groups. Without a
 * watermark each starts with its initial round, so a full import is the same walk.
 */
final class EntraImport {
  static final String SYNC = "sync";
  private static final String SYNC_START = "/landfall/directorySynchronization/delta";
  private static final String USERS_START =
      "/v1.0/users/delta?$select=id,userPrincipalName,displayName,mail,mailNickname,proxyAddresses,"
          + "accountEnabled,givenName,surname,userType,onPremisesSyncEnabled,"
          + "onPremisesImmutableId,onPremisesSecurityIdentifier,onPremisesSamAccountName,"
          + "onPremisesDistinguishedName,onPremisesDomainName";
  private static final String CONTACTS_START =
      "/v1.0/contacts/delta?$select=id,displayName,mail,mailNickname,proxyAddresses,givenName,"
          + "surname,onPremisesSyncEnabled";
  private static final String GROUP_PROPERTIES =
      "id,displayName,description,mail,mailEnabled,mailNickname,proxyAddresses,securityEnabled,"
          + "groupTypes,onPremisesSyncEnabled,onPremisesSecurityIdentifier,"
          + "onPremisesSamAccountName,writebackConfiguration";
  private static final String GROUPS_START =
      "/beta/groups/delta?$select=" + GROUP_PROPERTIES + ",members";

  private final GraphClient client;
  private final WritebackScope scope;
  private final boolean shadows;
  private final ImportRequest request;
  private final ImportSink sink;
  private EntraWatermark reached;

  EntraImport(
      GraphClient client,
      WritebackScope scope,
      boolean shadows,
      ImportRequest request,
      ImportSink sink) {
    this.client = client;
    this.scope = scope;
    this.shadows = shadows;
    this.request = request;
    this.sink = sink;
    this.reached = request.from().map(EntraWatermark::of).orElse(new EntraWatermark(Map.of(), ""));
  }

  Watermark run() {
    if (shadows) {
      round(SYNC, SYNC_START, new SynchronizedObjects());
    }
    if (wanted("user")) {
      round("users", USERS_START, new GraphObjects("user"));
    }
    if (wanted("contact")) {
      round("contacts", CONTACTS_START, new GraphObjects("contact"));
    }
    if (wanted("group")) {
      // After a change of the tenant's switches every group has to be looked at again.
      boolean sameScope = reached.scope().equals(scope.fingerprint());
      String start = sameScope ? reached.paths().getOrDefault("groups", "") : "";
      if (start.isEmpty()) {
        deletedGroups();
      }
      reached = new EntraWatermark(reached.paths(), "");
      round("groups", start.isEmpty() ? GROUPS_START : start, new Groups());
    }
    reached = new EntraWatermark(reached.paths(), scope.fingerprint());
    return reached.watermark();
  }

  private boolean wanted(String objectType) {
    return request.selection().containsKey(objectType);
  }

  private boolean wants(String objectType, String attribute) {
    Set<AttributeName> names = request.selection().get(objectType);
    return names != null && names.contains(AttributeName.of(attribute));
  }

  private void round(String query, String initial, DeltaItems items) {
    boolean groups = query.equals("groups");
    String start = groups ? initial : reached.paths().getOrDefault(query, initial);
    boolean resumable = !request.full();
    String last =
        new DeltaRound(client)
            .read(
                start,
                items,
                next -> {
                  EntraWatermark here = reached.with(query, next);
                  EntraWatermark shown =
                      groups ? new EntraWatermark(here.paths(), scope.fingerprint()) : here;
                  sink.page(resumable && shown.paths().size() > 0 ? shown.watermark() : null);
                });
    reached = reached.with(query, last);
    EntraWatermark shown =
        groups ? new EntraWatermark(reached.paths(), scope.fingerprint()) : reached;
    sink.page(resumable ? shown.watermark() : null);
  }

  /** Groups in the recycle bin stay visible to rules as soft-deleted. */
  private void deletedGroups() {
    String path = "/beta/directory/deletedItems/microsoft.graph.group?$select=" + GROUP_PROPERTIES;
    Set<String> seen = new HashSet<>();
    while (!path.isEmpty() && seen.add(path)) {
      JsonNode page = client.get(path);
      page.path("value").forEach(group -> softDeleted((ObjectNode) group));
      path = page.path("@odata.nextLink").asText("");
    }
  }

  private void softDeleted(ObjectNode group) {
    if (!group.path("onPremisesSyncEnabled").asBoolean() && scope.returns(group)) {
      sink.object(group(group, Optional.of(WritebackScope.SOFT_DELETED)));
    } else {
      sink.deleted(CloudAnchors.of("Group", group.path("id").asText()));
    }
  }

  private ImportedObject group(ObjectNode group, Optional<String> reason) {
    Attributes.Builder further = Attributes.builder();
    further.set("targetWritebackType", scope.targetWritebackType(group));
    reason.ifPresent(text -> further.set("reasonFiltered", text));
    return EntraObjects.graphObject(group, "group", further.build());
  }

  private void references(Anchor anchor, String attribute, List<DeltaItems.LinkEntry> portion) {
    List<ReferenceTarget> present = new ArrayList<>();
    List<ReferenceTarget> removed = new ArrayList<>();
    for (DeltaItems.LinkEntry entry : portion) {
      CloudAnchors.ofEntry(entry)
          .map(ReferenceTarget.ByAnchor::new)
          .ifPresent(target -> (entry.removed() ? removed : present).add(target));
    }
    if (!present.isEmpty() || !removed.isEmpty()) {
      sink.references(
          new ImportedReferences(
              anchor, AttributeName.of(attribute), present, removed, Extent.CHANGES));
    }
  }

  /** Objects mastered in Active Directory, as the synchronization endpoint returns them. */
  private final class SynchronizedObjects implements DeltaItems {
    private String objectType = "";

    @Override
    public void object(ObjectNode item) {
      objectType = item.path("objectType").asText();
      if (wanted(objectType)) {
        sink.object(EntraObjects.synchronizedObject(item));
      }
    }

    @Override
    public void links(String cloudAnchor, String relation, List<LinkEntry> portion) {
      if (wanted(objectType) && wants(objectType, relation)) {
        references(new Anchor(cloudAnchor), relation, portion);
      }
    }

    @Override
    public void removed(String cloudAnchor, String reason) {
      sink.deleted(new Anchor(cloudAnchor));
    }
  }

  /** Users or contacts. */
  private final class GraphObjects implements DeltaItems {
    private final String objectType;

    GraphObjects(String objectType) {
      this.objectType = objectType;
    }

    @Override
    public void object(ObjectNode item) {
      boolean synced = item.path("onPremisesSyncEnabled").asBoolean();
      // Where the tenant offers shadow attributes, those stand for synchronized objects.
      if (!(synced && shadows)) {
        sink.object(EntraObjects.graphObject(item, objectType, Attributes.NONE));
      }
    }

    @Override
    public void links(String id, String relation, List<LinkEntry> portion) {
      // No relationship is selected.
    }

    @Override
    public void removed(String id, String reason) {
      ObjectNode item = GraphClient.MAPPER.createObjectNode().put("id", id);
      sink.deleted(EntraObjects.anchor(item, objectType));
    }
  }

  /** Groups, with the tenant's decision which of them take part in writeback. */
  private final class Groups implements DeltaItems {
    private boolean returned;

    @Override
    public void object(ObjectNode item) {
      if (item.has("displayName")) {
        decide(item);
        return;
      }
      // A part of a large group may bring members only; the decision needs the properties.
      String path = "/beta/groups/" + item.path("id").asText() + "?$select=" + GROUP_PROPERTIES;
      Optional<JsonNode> whole = client.find(path);
      returned = false;
      if (whole.isPresent() && whole.get() instanceof ObjectNode group) {
        decide(group);
      }
    }

    private void decide(ObjectNode item) {
      boolean synced = item.path("onPremisesSyncEnabled").asBoolean();
      if (synced) {
        // Where the tenant offers shadow attributes, those stand for synchronized objects.
        returned = !shadows;
        if (returned) {
          sink.object(EntraObjects.graphObject(item, "group", Attributes.NONE));
        }
        return;
      }
      returned = scope.returns(item);
      if (returned) {
        sink.object(group(item, scope.reasonFiltered(item)));
      } else {
        sink.deleted(CloudAnchors.of("Group", item.path("id").asText()));
      }
    }

    @Override
    public void links(String id, String relation, List<LinkEntry> portion) {
      if (returned && relation.equals("members") && wants("group", "member")) {
        references(CloudAnchors.of("Group", id), "member", portion);
      }
    }

    @Override
    public void removed(String id, String reason) {
      if (reason.equals("changed")) {
        Optional<JsonNode> deleted =
            client.find("/beta/directory/deletedItems/" + id + "?$select=" + GROUP_PROPERTIES);
        if (deleted.isPresent() && deleted.get() instanceof ObjectNode group) {
          softDeleted(group);
          return;
        }
      }
      sink.deleted(CloudAnchors.of("Group", id));
    }
  }
}
