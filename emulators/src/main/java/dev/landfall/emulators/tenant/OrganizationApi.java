package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** The organization, its domains, licences and settings, and the directory sync features. */
final class OrganizationApi {
  private static final Set<String> FEATURES =
      Set.of(
          "allowOnPremUpdateOfOnPremisesObjectIdentifierEnabled",
          "blockCloudObjectTakeoverThroughHardMatchEnabled",
          "blockSoftMatchEnabled",
          "bypassDirSyncOverridesEnabled",
          "cloudPasswordPolicyForPasswordSyncedUsersEnabled",
          "concurrentCredentialUpdateEnabled",
          "concurrentOrgIdProvisioningEnabled",
          "deviceWritebackEnabled",
          "directoryExtensionsEnabled",
          "fopeConflictResolutionEnabled",
          "groupWriteBackEnabled",
          "passwordSyncEnabled",
          "passwordWritebackEnabled",
          "quarantineUponProxyAddressesConflictEnabled",
          "quarantineUponUpnConflictEnabled",
          "softMatchOnUpnEnabled",
          "synchronizeUpnForManagedUsersEnabled",
          "unifiedGroupWritebackEnabled",
          "userForcePasswordChangeOnLogonEnabled",
          "userWritebackEnabled");

  private final TenantState state;
  private final Tenancy tenancy;

  OrganizationApi(TenantState state, Tenancy tenancy) {
    this.state = state;
    this.tenancy = tenancy;
  }

  GraphResponse organization(GraphRequest request) {
    if (request.method().equals("PATCH") && request.beta()) {
      JsonNode enabled = request.json().path("onPremisesSyncEnabled");
      if (enabled.isBoolean()) {
        tenancy.organization().set("onPremisesSyncEnabled", enabled);
        state.keep("organization");
      }
      return GraphResponse.noContent();
    }
    ObjectNode shown = Json.object();
    for (String name :
        new String[] {
          "id",
          "displayName",
          "createdDateTime",
          "onPremisesSyncEnabled",
          "onPremisesLastSyncDateTime",
          "verifiedDomains"
        }) {
      shown.set(name, tenancy.organization().path(name));
    }
    shown.putNull("deletedDateTime");
    shown.put("tenantType", "AAD");
    shown.putArray("technicalNotificationMails");
    shown.putArray("businessPhones");
    if (request.depth() > 1) {
      if (!request.segment(1).equalsIgnoreCase(tenancy.tenantId())) {
        throw GraphException.notFound(request.segment(1));
      }
      ObjectNode single = Json.object();
      single.put("@odata.context", request.root() + "/$metadata#organization/$entity");
      single.setAll(shown);
      return GraphResponse.ok(single);
    }
    return Roles.collection(request, "organization", Json.array().add(shown));
  }

  GraphResponse domains(GraphRequest request) {
    ArrayNode all = Json.array();
    for (JsonNode domain : tenancy.organization().path("verifiedDomains")) {
      ObjectNode shown = all.addObject();
      shown.put("id", domain.path("name").asText());
      shown.put("authenticationType", "Managed");
      shown.put("isAdminManaged", true);
      shown.set("isDefault", domain.path("isDefault"));
      shown.set("isInitial", domain.path("isInitial"));
      shown.put("isRoot", true);
      shown.put("isVerified", true);
      shown.putArray("supportedServices").add("Email");
    }
    return Roles.collection(request, "domains", all);
  }

  /** One subscription that holds Microsoft Entra ID P1 and P2. */
  GraphResponse subscribedSkus(GraphRequest request) {
    ObjectNode sku = Json.object();
    sku.put("id", tenancy.tenantId() + "_84a661c4-e949-4bd2-a560-ed7766fcaf2b");
    sku.put("accountId", tenancy.tenantId());
    sku.put("accountName", tenancy.organization().path("displayName").asText());
    sku.put("appliesTo", "User");
    sku.put("capabilityStatus", "Enabled");
    sku.put("consumedUnits", 0);
    sku.put("skuId", "84a661c4-e949-4bd2-a560-ed7766fcaf2b");
    sku.put("skuPartNumber", "AAD_PREMIUM_P2");
    sku.putObject("prepaidUnits").put("enabled", 1000).put("suspended", 0).put("warning", 0);
    ArrayNode plans = sku.putArray("servicePlans");
    plan(plans, "AAD_PREMIUM", "41781fb2-bc02-4b7c-bd55-b576c07bb09d");
    plan(plans, "AAD_PREMIUM_P2", "eec0eb4f-6444-4f95-aba0-50c24d67f998");
    ArrayNode all = Json.array();
    if (tenancy.organization().path("premium").asBoolean(true)) {
      all.add(sku);
    }
    return Roles.collection(request, "subscribedSkus", all);
  }

  private static void plan(ArrayNode plans, String name, String id) {
    ObjectNode plan = plans.addObject();
    plan.put("appliesTo", "User");
    plan.put("provisioningStatus", "Success");
    plan.put("servicePlanId", id);
    plan.put("servicePlanName", name);
  }

  /** {@code directory/onPremisesSynchronization}: features and configuration. */
  GraphResponse onPremisesSynchronization(GraphRequest request) {
    if (request.depth() > 2 && !request.segment(2).equalsIgnoreCase(tenancy.tenantId())) {
      throw GraphException.notFound(request.segment(2));
    }
    if (request.method().equals("PATCH")) {
      if (request.depth() != 3) {
        throw GraphException.methodNotAllowed();
      }
      patch(request.json());
      return GraphResponse.noContent();
    }
    if (!request.method().equals("GET")) {
      throw GraphException.methodNotAllowed();
    }
    ObjectNode shown = Json.object();
    shown.put("id", tenancy.tenantId());
    shown.set("configuration", tenancy.syncConfiguration().deepCopy());
    ObjectNode features = shown.putObject("features");
    FEATURES.stream().sorted().forEach(name -> features.put(name, tenancy.feature(name)));
    if (request.depth() == 2) {
      return Roles.collection(
          request, "directory/onPremisesSynchronization", Json.array().add(shown));
    }
    ObjectNode single = Json.object();
    single.put(
        "@odata.context",
        request.root() + "/$metadata#directory/onPremisesSynchronization/$entity");
    single.setAll(shown);
    return GraphResponse.ok(single);
  }

  private void patch(ObjectNode body) {
    for (Map.Entry<String, JsonNode> feature : body.path("features").properties()) {
      if (!FEATURES.contains(feature.getKey()) || !feature.getValue().isBoolean()) {
        throw GraphException.odata(
            "The property '"
                + feature.getKey()
                + "' is not a feature of directory"
                + " synchronization.");
      }
      if (feature.getKey().equals("passwordWritebackEnabled")) {
        throw GraphException.badRequest("The feature 'passwordWritebackEnabled' is read-only.");
      }
    }
    body.path("features")
        .properties()
        .forEach(feature -> tenancy.features().set(feature.getKey(), feature.getValue()));
    state.keep("features");
    merge(tenancy.syncConfiguration(), body.path("configuration"));
    state.keep("syncConfiguration");
  }

  private static void merge(ObjectNode into, JsonNode from) {
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      if (into.get(field.getKey()) instanceof ObjectNode inner && field.getValue().isObject()) {
        merge(inner, field.getValue());
      } else {
        into.set(field.getKey(), field.getValue());
      }
    }
  }

  /** {@code groupSettings} in v1.0, {@code settings} in beta: the Group.Unified defaults. */
  GraphResponse settings(GraphRequest request) {
    ObjectNode document = state.document("groupSettings");
    ArrayNode stored =
        document.path("value") instanceof ArrayNode array ? array : document.putArray("value");
    switch (request.method()) {
      case "GET" -> {
        return Roles.collection(request, request.segment(0), stored.deepCopy());
      }
      case "POST" -> {
        ObjectNode added = request.json();
        added.put("id", TenantState.newId());
        added.put("displayName", "Group.Unified");
        stored.add(added);
        state.keep("groupSettings");
        return GraphResponse.json(201, added);
      }
      case "PATCH", "DELETE" -> {
        for (int i = 0; i < stored.size(); i++) {
          if (stored.get(i).path("id").asText().equals(request.segment(1))) {
            if (request.method().equals("DELETE")) {
              stored.remove(i);
            } else {
              ((ObjectNode) stored.get(i)).set("values", request.json().path("values"));
            }
            state.keep("groupSettings");
            return GraphResponse.noContent();
          }
        }
        throw GraphException.notFound(request.segment(1));
      }
      default -> throw GraphException.methodNotAllowed();
    }
  }
}
