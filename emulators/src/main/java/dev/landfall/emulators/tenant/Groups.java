package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules for creating, changing and deleting groups through Graph. */
final class Groups {
  private static final Set<String> WRITABLE =
      Set.of(
          "displayName",
          "description",
          "mailEnabled",
          "mailNickname",
          "securityEnabled",
          "groupTypes",
          "membershipRule",
          "membershipRuleProcessingState",
          "visibility",
          "isAssignableToRole",
          "uniqueName",
          "classification",
          "preferredDataLocation",
          "preferredLanguage",
          "theme",
          "writebackConfiguration",
          "resourceBehaviorOptions",
          "resourceProvisioningOptions");
  private static final Set<String> SYNCED_STAY_WRITABLE =
      Set.of("writebackConfiguration", "uniqueName");
  private static final int MOST_BINDS = 20;

  private final TenantState state;
  private final Tenancy tenancy;

  Groups(TenantState state, Tenancy tenancy) {
    this.state = state;
    this.tenancy = tenancy;
  }

  /** Creates a cloud group. Call inside a write. */
  Entity create(ObjectNode body, boolean beta) {
    for (String required :
        List.of("displayName", "mailEnabled", "mailNickname", "securityEnabled")) {
      if (!body.hasNonNull(required)) {
        throw GraphException.badRequest(
            "A value is required for property '" + required + "' of resource 'Group'.");
      }
    }
    check(body, beta);
    boolean unified = holds(body.path("groupTypes"), "Unified");
    boolean mailEnabled = body.path("mailEnabled").asBoolean();
    if (mailEnabled != unified) {
      throw GraphException.badRequest(
          "The service does not currently support writes of mail-enabled groups. Please ensure that"
              + " the mail-enablement property is unset and the security-enablement property is"
              + " set.");
    }
    if (!mailEnabled && !body.path("securityEnabled").asBoolean()) {
      throw GraphException.badRequest("A group must be mail-enabled or security-enabled.");
    }
    boolean dynamic = holds(body.path("groupTypes"), "DynamicMembership");
    if (body.path("isAssignableToRole").asBoolean()
        && (dynamic || !body.path("securityEnabled").asBoolean())) {
      throw GraphException.badRequest(
          "A role-assignable group must be security-enabled with assigned membership.");
    }
    String id = TenantState.newId();
    ObjectNode properties = Json.object();
    List<Entity> members = bound(body, "members@odata.bind");
    List<Entity> owners = bound(body, "owners@odata.bind");
    if (members.size() + owners.size() > MOST_BINDS) {
      throw GraphException.badRequest(
          "The number of bound relationships exceeds the limit of " + MOST_BINDS + ".");
    }
    copy(body, properties);
    properties.putIfAbsent("groupTypes", Json.array());
    properties.putIfAbsent("isAssignableToRole", Json.MAPPER.nullNode());
    properties.put("securityIdentifier", CloudSid.of(id));
    properties.put("renewedDateTime", state.timestamp());
    if (unified) {
      String mail = body.path("mailNickname").asText() + "@" + tenancy.initialDomain();
      unusedAddress(mail);
      properties.put("mail", mail);
      properties.putArray("proxyAddresses").add("SMTP:" + mail);
      properties.putIfAbsent("visibility", Json.MAPPER.getNodeFactory().textNode("Public"));
      defaultWriteback(properties);
    }
    Entity group = state.create(ObjectType.GROUP, id, properties);
    members.forEach(member -> state.link(LinkKind.MEMBER, group, member));
    owners.forEach(owner -> state.link(LinkKind.OWNER, group, owner));
    return group;
  }

  /** {@code validateProperties}: whether a group could have this name and nickname. */
  void validate(ObjectNode body) {
    if (!body.path("entityType").asText("Group").equalsIgnoreCase("Group")) {
      throw GraphException.badRequest("Only 'Group' can be validated.");
    }
    ObjectNode names = Json.object();
    for (String name : List.of("displayName", "mailNickname")) {
      if (body.hasNonNull(name)) {
        names.set(name, body.get(name));
      }
    }
    check(names, false);
    if (names.has("mailNickname")) {
      unusedAddress(names.path("mailNickname").asText() + "@" + tenancy.initialDomain());
    }
  }

  private void defaultWriteback(ObjectNode properties) {
    if (!tenancy.newUnifiedGroupsAreWrittenBack() && !properties.has("writebackConfiguration")) {
      properties.putObject("writebackConfiguration").put("isEnabled", false);
    }
  }

  private void unusedAddress(String mail) {
    if (state.holder(UniqueValues.address(mail)).isPresent()) {
      throw GraphException.conflict("mailNickname");
    }
  }

  private static void copy(ObjectNode body, ObjectNode properties) {
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (!field.getKey().contains("@")) {
        properties.set(field.getKey(), field.getValue());
      }
    }
  }

  private void check(ObjectNode body, boolean beta) {
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      String name = field.getKey();
      if (name.contains("@")) {
        continue;
      }
      if (!ObjectType.GROUP.knows(name, beta)) {
        throw GraphException.odata(
            "The property '"
                + name
                + "' does not exist on type 'microsoft.graph.group'. Make sure to only use property"
                + " names that are defined by the type.");
      }
      if (!WRITABLE.contains(name) && !name.startsWith("extension_")) {
        throw GraphException.badRequest("Property '" + name + "' is read-only and cannot be set.");
      }
      if (!PropertyTypes.fits(name, field.getValue())) {
        throw GraphException.badRequest("Invalid value specified for property '" + name + "'.");
      }
    }
    if (body.has("displayName")
        && (body.path("displayName").asText("").isEmpty()
            || body.path("displayName").asText().length() > 256)) {
      throw GraphException.badRequest("Invalid value specified for property 'displayName'.");
    }
    if (body.has("description")
        && body.path("description").isTextual()
        && body.path("description").asText().isEmpty()) {
      throw GraphException.badRequest("Invalid value specified for property 'description'.");
    }
    String nickname = body.path("mailNickname").asText("");
    if (nickname.length() > 64
        || !nickname.chars().allMatch(c -> c > 32 && c < 127 && "@()\\[]\";:<>,".indexOf(c) < 0)) {
      throw GraphException.badRequest("Invalid value specified for property 'mailNickname'.");
    }
    String uniqueName = body.path("uniqueName").asText("");
    if (!uniqueName.isEmpty() && state.holder(UniqueValues.uniqueName(uniqueName)).isPresent()) {
      throw GraphException.conflict("uniqueName");
    }
    checkWriteback(body.path("writebackConfiguration"));
  }

  private static void checkWriteback(JsonNode configuration) {
    String type = configuration.path("onPremisesGroupType").asText("");
    if (!type.isEmpty()
        && !Set.of(
                "universalDistributionGroup",
                "universalSecurityGroup",
                "universalMailEnabledSecurityGroup")
            .contains(type)) {
      throw GraphException.badRequest(
          "Invalid value specified for property 'onPremisesGroupType'.");
    }
  }

  /** Changes a group. Call inside a write. */
  void update(Entity group, ObjectNode body, boolean beta) {
    check(body, beta);
    List<Entity> members = bound(body, "members@odata.bind");
    if (members.size() > MOST_BINDS) {
      throw GraphException.badRequest(
          "The number of bound relationships exceeds the limit of " + MOST_BINDS + ".");
    }
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (group.synced() && !SYNCED_STAY_WRITABLE.contains(field.getKey())) {
        throw onPremisesMastered();
      }
    }
    if (body.has("isAssignableToRole")
        || body.has("uniqueName") && group.get("uniqueName").isTextual()) {
      throw GraphException.badRequest("The property can only be set when the group is created.");
    }
    String type = body.path("writebackConfiguration").path("onPremisesGroupType").asText("");
    if (!type.isEmpty()
        && !type.equals("universalSecurityGroup")
        && !group.hasGroupType("Unified")) {
      throw GraphException.badRequest(
          "Security groups can only be written back as universalSecurityGroup.");
    }
    if (!members.isEmpty()) {
      Members.addAll(state, LinkKind.MEMBER, group, members);
    }
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (field.getKey().equals("writebackConfiguration")) {
        ObjectNode merged = Json.object();
        if (group.get("writebackConfiguration") instanceof ObjectNode before) {
          merged.setAll(before);
        }
        if (field.getValue() instanceof ObjectNode after) {
          merged.setAll(after);
        }
        state.set(group, "writebackConfiguration", merged);
      } else if (!field.getKey().contains("@")) {
        state.set(group, field.getKey(), field.getValue());
      }
    }
  }

  static GraphException onPremisesMastered() {
    return GraphException.badRequest(
        "Unable to update the specified properties for on-premises mastered Directory Sync objects"
            + " or objects currently undergoing migration.");
  }

  /** Deletes a group: for good when Active Directory is its master, restorable otherwise. */
  void delete(Entity group) {
    if (group.synced()) {
      throw onPremisesMastered();
    }
    boolean unified = group.hasGroupType("Unified");
    if (unified || (!group.flag("mailEnabled") && tenancy.softDeleteSecurityGroups())) {
      state.softDelete(group);
    } else {
      state.purge(group);
    }
  }

  private List<Entity> bound(ObjectNode body, String property) {
    List<Entity> found = new ArrayList<>();
    for (JsonNode url : body.path(property)) {
      found.add(Members.target(state, url.asText()));
    }
    return found;
  }

  private static boolean holds(JsonNode array, String value) {
    for (JsonNode item : array) {
      if (item.asText().equalsIgnoreCase(value)) {
        return true;
      }
    }
    return false;
  }
}
