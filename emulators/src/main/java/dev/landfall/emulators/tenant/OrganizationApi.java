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

  private static final String[] ONLY_GET = {"GET"};
  private static final Set<String> CHANGEABLE =
      Set.of(
          "technicalNotificationMails",
          "marketingNotificationEmails",
          "securityComplianceNotificationMails",
          "securityComplianceNotificationPhones");

  private final TenantState state;
  private final Tenancy tenancy;

  OrganizationApi(TenantState state, Tenancy tenancy) {
    this.state = state;
    this.tenancy = tenancy;
  }

  GraphResponse organization(GraphRequest request) {
    Answers.allow(request, request.depth() > 1 ? new String[] {"GET", "PATCH"} : ONLY_GET);
    if (request.depth() > 1 && !request.segment(1).equalsIgnoreCase(tenancy.tenantId())) {
      throw GraphException.notFound(request.segment(1));
    }
    if (request.method().equals("PATCH")) {
      patchOrganization(request);
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
    shown.putArray("businessPhones");
    for (String name : CHANGEABLE) {
      shown.set(
          name,
          tenancy.organization().path(name).isArray()
              ? tenancy.organization().path(name)
              : Json.array());
    }
    if (request.depth() > 1) {
      ObjectNode single = Json.object();
      single.put("@odata.context", request.root() + "/$metadata#organization/$entity");
      single.setAll(shown);
      return GraphResponse.ok(single);
    }
    return Answers.collection(request, "organization", Json.array().add(shown));
  }

  /** Mail addresses in both versions; beta also turns directory synchronization on and off. */
  private void patchOrganization(GraphRequest request) {
    for (Map.Entry<String, JsonNode> field : request.json().properties()) {
      boolean sync = field.getKey().equals("onPremisesSyncEnabled");
      boolean wanted =
          sync
              ? request.beta() && field.getValue().isBoolean()
              : CHANGEABLE.contains(field.getKey()) && field.getValue().isArray();
      if (!wanted && !field.getKey().contains("@")) {
        throw GraphException.badRequest(
            "Property '" + field.getKey() + "' is read-only and cannot be set.");
      }
      if (wanted) {
        tenancy.organization().set(field.getKey(), field.getValue());
      }
    }
    state.keep("organization");
  }

  GraphResponse domains(GraphRequest request) {
    Answers.allow(request, "GET");
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
    if (request.depth() > 1) {
      for (JsonNode domain : all) {
        if (domain.path("id").asText().equalsIgnoreCase(request.segment(1))) {
          return Answers.single(request, "domains", (ObjectNode) domain);
        }
      }
      throw GraphException.notFound(request.segment(1));
    }
    return Answers.collection(request, "domains", all);
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
    return Answers.collection(request, "subscribedSkus", all);
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
      return Answers.collection(
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
}
