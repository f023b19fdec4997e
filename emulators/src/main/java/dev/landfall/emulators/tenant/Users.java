package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules for creating, changing and deleting users through Graph. */
final class Users {
  private static final Set<String> READ_ONLY =
      Set.of(
          "id",
          "createdDateTime",
          "deletedDateTime",
          "onPremisesSyncEnabled",
          "onPremisesSecurityIdentifier",
          "onPremisesSamAccountName",
          "onPremisesDistinguishedName",
          "onPremisesDomainName",
          "onPremisesUserPrincipalName",
          "onPremisesLastSyncDateTime",
          "onPremisesObjectIdentifier",
          "onPremisesProvisioningErrors",
          "proxyAddresses",
          "securityIdentifier",
          "creationType");
  private static final Set<String> SYNCED_STAY_WRITABLE =
      Set.of("usageLocation", "passwordProfile", "otherMails", "preferredDataLocation");

  private final TenantState state;
  private final Tenancy tenancy;

  Users(TenantState state, Tenancy tenancy) {
    this.state = state;
    this.tenancy = tenancy;
  }

  Entity create(ObjectNode body) {
    for (String required :
        List.of(
            "accountEnabled",
            "displayName",
            "mailNickname",
            "userPrincipalName",
            "passwordProfile")) {
      if (!body.hasNonNull(required)) {
        throw GraphException.badRequest(
            "A value is required for property '" + required + "' of resource 'User'.");
      }
    }
    check(body, null);
    String id = TenantState.newId();
    ObjectNode properties = body.deepCopy();
    properties.remove("passwordProfile");
    properties.put("securityIdentifier", CloudSid.of(id));
    properties.putIfAbsent("userType", Json.MAPPER.getNodeFactory().textNode("Member"));
    String mail = properties.path("mail").asText("");
    if (!mail.isEmpty()) {
      properties.putArray("proxyAddresses").add("SMTP:" + mail);
    }
    return state.create(ObjectType.USER, id, properties);
  }

  void update(Entity user, ObjectNode body) {
    check(body, user);
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (user.synced() && !SYNCED_STAY_WRITABLE.contains(field.getKey())) {
        throw Groups.onPremisesMastered();
      }
    }
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (!field.getKey().equals("passwordProfile") && !field.getKey().contains("@")) {
        state.set(user, field.getKey(), field.getValue());
      }
    }
  }

  void delete(Entity user) {
    state.softDelete(user);
  }

  private void check(ObjectNode body, @org.jspecify.annotations.Nullable Entity self) {
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      String name = field.getKey();
      if (!name.contains("@") && !ObjectType.USER.knows(name, true)) {
        throw GraphException.odata(
            "The property '" + name + "' does not exist on type 'microsoft.graph.user'.");
      }
      if (READ_ONLY.contains(name)) {
        throw GraphException.badRequest("Property '" + name + "' is read-only and cannot be set.");
      }
      if (!name.contains("@") && !PropertyTypes.fits(name, field.getValue())) {
        throw GraphException.badRequest("Invalid value specified for property '" + name + "'.");
      }
    }
    if (body.has("userPrincipalName")) {
      String name = body.path("userPrincipalName").asText("");
      int at = name.lastIndexOf('@');
      if (at < 1 || !tenancy.verified(name.substring(at + 1))) {
        throw GraphException.badRequest(
            "The domain portion of the userPrincipalName property is invalid. You must use one of"
                + " the verified domain names in your organization.");
      }
      unused(UniqueValues.userPrincipalName(name), self, "userPrincipalName");
    }
    if (body.path("onPremisesImmutableId").isTextual()) {
      unused(
          UniqueValues.sourceAnchor(body.path("onPremisesImmutableId").asText()),
          self,
          "onPremisesImmutableId");
    }
  }

  private void unused(String key, @org.jspecify.annotations.Nullable Entity self, String property) {
    if (state.holder(key).filter(holder -> holder != self).isPresent()) {
      throw GraphException.conflict(property);
    }
  }
}
