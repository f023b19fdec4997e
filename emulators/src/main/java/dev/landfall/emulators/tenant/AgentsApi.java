package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * {@code /onPremisesPublishingProfiles/provisioning} (beta): the provisioning agents that are known
 * to the tenant. Agents register through a private protocol in the real service; here through the
 * admin root.
 */
final class AgentsApi {
  private static final String DEFAULT_GROUP = "8832388f-3814-4952-b288-a62cb8a6a0d1";

  private final StoredCollection agents;
  private final StoredCollection resources;

  AgentsApi(TenantState state) {
    this.agents = new StoredCollection(state, "agents");
    this.resources = new StoredCollection(state, "publishedResources");
  }

  /** Registers an agent for a domain, from the admin root. */
  ObjectNode register(ObjectNode body) {
    ObjectNode agent = Json.object();
    agent.put("id", TenantState.newId());
    agent.put("machineName", body.path("machineName").asText("agent"));
    agent.put("externalIp", body.path("externalIp").asText("127.0.0.1"));
    agent.put("status", body.path("status").asText("active"));
    agent.putArray("supportedPublishingTypes").add("provisioning");
    agents.add(agent);
    for (JsonNode domain : body.path("domains")) {
      ObjectNode resource = Json.object();
      resource.put("id", TenantState.newId());
      resource.put("displayName", domain.asText());
      resource.put("resourceName", domain.asText());
      resource.put("publishingType", "provisioning");
      resources.add(resource);
    }
    return agent;
  }

  GraphResponse handle(GraphRequest request) {
    Answers.allow(request, "GET");
    if (!request.beta()) {
      throw GraphException.unknownSegment(request.segment(0));
    }
    if (!request.word(1).equals("provisioning")) {
      throw GraphException.notFound(request.segment(1));
    }
    String context = "onPremisesPublishingProfiles('provisioning')/" + request.segment(2);
    switch (request.word(2)) {
      case "" -> {
        ObjectNode profile = Json.object();
        profile.put("id", "provisioning");
        profile.put("isEnabled", true);
        profile.put("isDefaultAccessEnabled", true);
        return Answers.single(request, "onPremisesPublishingProfiles", profile);
      }
      case "agents" -> {
        return show(request, context, agents.all());
      }
      case "agentgroups" -> {
        ObjectNode group = Json.object();
        group.put("id", DEFAULT_GROUP);
        group.put("displayName", "Default group");
        group.put("isDefault", true);
        group.put("publishingType", "provisioning");
        return show(request, context, Json.array().add(group));
      }
      case "publishedresources" -> {
        return show(request, context, resources.all());
      }
      default -> throw GraphException.unknownSegment(request.segment(2));
    }
  }

  private static GraphResponse show(GraphRequest request, String context, ArrayNode all) {
    if (request.depth() == 3) {
      return Answers.collection(request, context, all);
    }
    for (JsonNode one : all) {
      if (one.path("id").asText().equalsIgnoreCase(request.segment(3))) {
        return Answers.single(request, context, (ObjectNode) one);
      }
    }
    throw GraphException.notFound(request.segment(3));
  }
}
