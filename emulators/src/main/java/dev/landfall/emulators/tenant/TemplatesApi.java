package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code /applicationTemplates}: the gallery applications that provisioning hangs on. */
final class TemplatesApi {
  private final SyncTemplates templates;
  private final Applications applications;

  TemplatesApi(SyncTemplates templates, Applications applications) {
    this.templates = templates;
    this.applications = applications;
  }

  GraphResponse handle(GraphRequest request) {
    if (request.depth() == 1) {
      Answers.allow(request, "GET");
      ArrayNode all = Json.array();
      templates.applications().forEach(all::add);
      return Answers.collection(request, "applicationTemplates", all);
    }
    String id = request.segment(1);
    ObjectNode template =
        templates.applications().stream()
            .filter(each -> each.path("id").asText().equalsIgnoreCase(id))
            .findFirst()
            .orElseThrow(() -> GraphException.notFound(id));
    if (request.depth() == 2) {
      Answers.allow(request, "GET");
      return Answers.single(request, "applicationTemplates", template);
    }
    if (!request.word(2).endsWith("instantiate")) {
      throw GraphException.unknownSegment(request.segment(2));
    }
    Answers.allow(request, "POST");
    return GraphResponse.json(
        201,
        Answers.withContext(
            request,
            "microsoft.graph.applicationServicePrincipal",
            applications.instantiate(request, template.path("id").asText())));
  }
}
