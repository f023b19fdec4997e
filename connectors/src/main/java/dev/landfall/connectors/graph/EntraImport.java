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
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
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
 * watermark each starts with its initial round, so a full import is the same walk, and one that was
 * cut off goes on like a delta import.
 */
final class EntraImport {
  static final String SYNC = "sync";
  private static final String SYNC_START = "/landfall/directorySynchronization/delta";

  private final GraphClient client;
  private final WritebackScope scope;
  private final boolean shadows;
  private final ImportRequest request;
  private final ImportSink sink;
  private final MemberTypes memberTypes;
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
    this.memberTypes = new MemberTypes(sink);
    this.reached =
        request
            .from()
            .or(request::unfinished)
            .map(EntraWatermark::of)
            .orElse(new EntraWatermark(Map.of(), ""));
  }

  Watermark run() {
    if (shadows) {
      round(SYNC, SYNC_START, new SynchronizedObjects());
    }
    if (wanted("user")) {
      round("users", "/v1.0/users/delta?$select=" + select("user"), new GraphObjects("user"));
    }
    if (wanted("contact")) {
      round(
          "contacts",
          "/v1.0/contacts/delta?$select=" + select("contact"),
          new GraphObjects("contact"));
    }
    if (wanted("group")) {
      groups();
    }
    reached = new EntraWatermark(reached.paths(), scope.fingerprint());
    return reached.watermark();
  }

  private void groups() {
    if (!reached.scope().equals(scope.fingerprint())) {
      // After a change of the tenant's switches every group has to be looked at again.
      reached = reached.without("groups");
    }
    String select = select("group");
    if (!reached.paths().containsKey("groups")) {
      deletedGroups(select);
    }
    reached = new EntraWatermark(reached.paths(), scope.fingerprint());
    String members = wants("group", "member") ? ",members" : "";
    round(
        "groups",
        "/beta/groups/delta?$select=" + select + members,
        new GroupItems(new GroupLookup(client, select), new Groups()));
  }

  private boolean wanted(String objectType) {
    return request.selection().containsKey(objectType);
  }

  private Set<AttributeName> attributes(String objectType) {
    return request.selection().getOrDefault(objectType, Set.of());
  }

  private String select(String objectType) {
    return GraphProperties.select(objectType, attributes(objectType));
  }

  private boolean wants(String objectType, String attribute) {
    return attributes(objectType).contains(AttributeName.of(attribute));
  }

  private void round(String query, String initial, DeltaItems items) {
    String end =
        new DeltaRound(client)
            .read(
                reached.paths().getOrDefault(query, initial),
                items,
                next -> sink.page(reached.with(query, next).watermark()));
    reached = reached.with(query, end);
    sink.page(reached.watermark());
  }

  /** Groups in the recycle bin stay visible to rules as soft-deleted. */
  private void deletedGroups(String select) {
    String path = "/beta/directory/deletedItems/microsoft.graph.group?$select=" + select;
    Set<String> seen = new HashSet<>();
    while (!path.isEmpty()) {
      if (!seen.add(path)) {
        throw new LandfallException(
            ErrorCode.INCOMPLETE_READ,
            "The pages of the deleted groups run in a circle. Run the import again.");
      }
      JsonNode page = client.get(path);
      if (!page.path("value").isArray()) {
        throw new LandfallException(
            ErrorCode.INCOMPLETE_READ,
            "A page of the deleted groups has no value. Run the import again.");
      }
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
      List<ReferenceTarget> targets = entry.removed() ? removed : present;
      memberTypes
          .anchors(anchor, entry)
          .forEach(target -> targets.add(new ReferenceTarget.ByAnchor(target)));
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

  /** Groups, as the tenant's switches let them through. */
  private final class Groups implements GroupItems.Groups {
    @Override
    public boolean present(ObjectNode group) {
      if (group.path("onPremisesSyncEnabled").asBoolean()) {
        // Where the tenant offers shadow attributes, those stand for synchronized objects.
        if (!shadows) {
          sink.object(EntraObjects.graphObject(group, "group", Attributes.NONE));
        }
        return !shadows;
      }
      boolean returned = scope.returns(group);
      if (returned) {
        sink.object(group(group, scope.reasonFiltered(group)));
      } else {
        gone(group.path("id").asText());
      }
      return returned;
    }

    @Override
    public void deletedSoftly(ObjectNode group) {
      softDeleted(group);
    }

    @Override
    public void gone(String id) {
      sink.deleted(CloudAnchors.of("Group", id));
    }

    @Override
    public void members(String id, List<DeltaItems.LinkEntry> portion) {
      references(CloudAnchors.of("Group", id), "member", portion);
    }
  }
}
