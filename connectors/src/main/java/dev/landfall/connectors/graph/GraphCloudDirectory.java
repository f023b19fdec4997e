package dev.landfall.connectors.graph;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.check.Check;
import dev.landfall.core.cloud.CloudDirectory;
import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.cloud.CloudGroupSink;
import dev.landfall.core.cloud.CloudMember;
import dev.landfall.core.cloud.CloudTenant;
import dev.landfall.core.cloud.CloudUser;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The cloud port over Graph. Groups are read from beta, because only that shows the writeback
 * configuration; users too, for their on-premises object identifier.
 */
public final class GraphCloudDirectory implements CloudDirectory {
  // Look-ups whose answers are held at the same time.
  private static final int AT_A_TIME = 1_000;
  private static final String GROUP_DELTA = "/beta/groups/delta?$select=";
  private static final String USER_SELECT =
      "id,displayName,userPrincipalName,userType,onPremisesSyncEnabled,"
          + "onPremisesObjectIdentifier,onPremisesImmutableId,onPremisesSecurityIdentifier";

  private final GraphClient client;
  private final TenantReader tenant;
  private final String groupSelect;

  /** Without extension attributes. The directory closes the client. */
  public GraphCloudDirectory(GraphClient client) {
    this(client, Set.of());
  }

  /**
   * With extension attributes of groups, by their Graph names.
   *
   * @param extensions e.g. {@code extension_0123…_costCentre}
   */
  public GraphCloudDirectory(GraphClient client, Set<String> extensions) {
    this.client = requireNonNull(client);
    this.tenant = new TenantReader(client);
    List<String> names = new ArrayList<>(List.of(CloudGroups.SELECT));
    extensions.stream().sorted().forEach(names::add);
    this.groupSelect = String.join(",", names);
  }

  @Override
  public CloudTenant tenant() {
    return tenant.tenant();
  }

  @Override
  public Map<TenantFeature, Boolean> features() {
    return tenant.features();
  }

  @Override
  public void setFeature(TenantFeature feature, boolean enabled) {
    tenant.setFeature(feature, enabled);
  }

  @Override
  public Optional<CloudGroup> group(String id) {
    return client.find("/beta/groups/" + id + "?$select=" + groupSelect).map(CloudGroups::group);
  }

  @Override
  public Optional<CloudGroup> deletedGroup(String id) {
    return client
        .find("/beta/directory/deletedItems/" + id + "?$select=" + groupSelect)
        .map(CloudGroups::group);
  }

  @Override
  public void setWriteback(String groupId, CloudGroup.Writeback writeback) {
    ObjectNode body = GraphClient.MAPPER.createObjectNode();
    body.putObject("writebackConfiguration")
        .put("isEnabled", writeback.enabled().orElse(null))
        .put("onPremisesGroupType", writeback.onPremisesGroupType().orElse(null));
    client.patch("/beta/groups/" + groupId, body);
  }

  @Override
  public Map<String, CloudGroup> groups(Collection<String> ids) {
    Map<String, CloudGroup> found = new HashMap<>();
    byId(
        "/groups/",
        groupSelect,
        ids,
        json -> {
          CloudGroup group = CloudGroups.group(json);
          found.put(group.id(), group);
        });
    return found;
  }

  @Override
  public Map<String, CloudUser> users(Collection<String> ids) {
    Map<String, CloudUser> found = new HashMap<>();
    byId("/users/", USER_SELECT, ids, json -> found.put(json.path("id").asText(), user(json)));
    return found;
  }

  private static CloudUser user(JsonNode json) {
    return new CloudUser(
        json.path("id").asText(),
        json.path("displayName").asText(""),
        CloudGroups.text(json.path("userPrincipalName")),
        json.path("userType").asText("").equals("Guest"),
        json.path("onPremisesSyncEnabled").asBoolean(),
        CloudGroups.text(json.path("onPremisesObjectIdentifier")),
        CloudGroups.text(json.path("onPremisesImmutableId")),
        CloudGroups.text(json.path("onPremisesSecurityIdentifier")));
  }

  /**
   * Reads objects by id in JSON batches; those that do not exist are left out. {@code getByIds}
   * would take a thousand at a time, but promises default properties only.
   */
  private void byId(
      String collection, String select, Collection<String> ids, Consumer<JsonNode> found) {
    List<GraphBatch.Part> all =
        ids.stream()
            .distinct()
            .map(id -> GraphBatch.Part.get(collection + id + "?$select=" + select))
            .toList();
    GraphBatch batch = new GraphBatch(client, "beta");
    for (int from = 0; from < all.size(); from += AT_A_TIME) {
      for (GraphBatch.Answer answer :
          batch.run(all.subList(from, Math.min(all.size(), from + AT_A_TIME)))) {
        if (answer.status() == 200) {
          found.accept(answer.body());
        } else if (answer.status() != 404) {
          throw batch.refusal(answer);
        }
      }
    }
  }

  @Override
  public void allGroups(Consumer<CloudGroup> sink) {
    pages(
        "/beta/groups?$top=999&$select=" + groupSelect,
        page -> page.forEach(json -> sink.accept(CloudGroups.group(json))));
  }

  @Override
  public long memberCount(String groupId) {
    return client
        .get("/v1.0/groups/" + groupId + "/members/$count", "ConsistencyLevel", "eventual")
        .asLong();
  }

  @Override
  public void members(String groupId, Consumer<List<CloudMember>> portions) {
    pages(
        "/v1.0/groups/" + groupId + "/members?$top=999&$select=id",
        page -> {
          List<CloudMember> members = new ArrayList<>();
          page.forEach(
              json ->
                  members.add(
                      CloudGroups.member(
                          json.path("id").asText(), json.path("@odata.type").asText())));
          portions.accept(members);
        });
  }

  private void pages(String start, Consumer<JsonNode> values) {
    Set<String> seen = new HashSet<>();
    String path = start;
    while (!path.isEmpty()) {
      if (!seen.add(path)) {
        throw new LandfallException(
            ErrorCode.INCOMPLETE_READ, "The pages of a collection run in a circle. Try again.");
      }
      JsonNode page = client.get(path);
      if (!page.path("value").isArray()) {
        throw new LandfallException(
            ErrorCode.INCOMPLETE_READ, "A page of a collection has no value. Try again.");
      }
      values.accept(page.path("value"));
      path = page.path("@odata.nextLink").asText("");
    }
  }

  @Override
  public Watermark groupDelta(Optional<Watermark> from, CloudGroupSink sink) {
    String start = from.map(Watermark::value).orElse(GROUP_DELTA + groupSelect + ",members");
    String end =
        new DeltaRound(client).read(start, new Items(sink), next -> sink.page(new Watermark(next)));
    sink.page(new Watermark(end));
    return new Watermark(end);
  }

  /** Passes the items of a round on to the sink of the port. */
  private static final class Items implements DeltaItems {
    private final CloudGroupSink sink;

    Items(CloudGroupSink sink) {
      this.sink = sink;
    }

    @Override
    public void object(ObjectNode properties) {
      // A later part of a large group may bring members only.
      if (properties.has("displayName")) {
        sink.group(CloudGroups.group(properties));
      }
    }

    @Override
    public void links(String id, String relation, List<LinkEntry> portion) {
      List<CloudMember> added = new ArrayList<>();
      List<CloudMember> removed = new ArrayList<>();
      for (LinkEntry entry : portion) {
        (entry.removed() ? removed : added).add(CloudGroups.member(entry.id(), entry.type()));
      }
      sink.members(id, added, removed);
    }

    @Override
    public void removed(String id, String reason) {
      sink.removed(id, !reason.equals("changed"));
    }
  }

  @Override
  public Watermark latestGroupDelta() {
    String link =
        client
            .get(GROUP_DELTA + groupSelect + ",members&$deltatoken=latest")
            .path("@odata.deltaLink")
            .asText("");
    if (link.isEmpty()) {
      throw new LandfallException(
          ErrorCode.INCOMPLETE_READ, "The tenant gave no delta link for \"from now\".");
    }
    return new Watermark(client.relative(link));
  }

  @Override
  public Set<String> grantedPermissions() {
    return tenant.grantedPermissions();
  }

  @Override
  public boolean premiumLicence() {
    return tenant.premiumLicence();
  }

  @Override
  public List<Check> check() {
    return tenant.check();
  }

  @Override
  public void close() {
    client.close();
  }
}
