package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.ExportError;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Exports through the directory synchronization endpoint. Applying a batch twice is harmless: an
 * add finds its object again by source anchor, and setting what is set changes nothing.
 */
final class EntraExport {
  private static final int OPERATIONS = 100;
  private static final int REFERENCES = 20_000;
  private static final String PATH = "/landfall/directorySynchronization/batch";

  private final GraphClient client;
  private final Schema schema;
  private final List<ExportResult> results = new ArrayList<>();
  // What this batch created: later requests may mean it by DN or by key only.
  private final Map<String, Anchor> createdByDn = new HashMap<>();
  private final Map<Long, Anchor> createdByKey = new HashMap<>();

  private final List<ExportRequest> open = new ArrayList<>();
  private final ArrayNode operations = GraphClient.MAPPER.createArrayNode();
  private final List<List<ExportResult.RejectedReference>> unresolved = new ArrayList<>();
  private final Set<String> openDns = new HashSet<>();
  private final Set<Long> openKeys = new HashSet<>();
  private int openReferences;

  EntraExport(GraphClient client, Schema schema) {
    this.client = client;
    this.schema = schema;
  }

  List<ExportResult> run(List<ExportRequest> batch) {
    for (ExportRequest request : batch) {
      if (dependsOnOpen(request)
          || open.size() >= OPERATIONS
          || openReferences + request.references().size() > REFERENCES) {
        send();
      }
      add(request);
    }
    send();
    return List.copyOf(results);
  }

  private boolean dependsOnOpen(ExportRequest request) {
    boolean sameObject = request.anchor().isEmpty() && openKeys.contains(request.key());
    return sameObject
        || request.references().stream()
            .anyMatch(
                change ->
                    change.targetAnchor().isEmpty() && openDns.contains(key(change.targetDn())));
  }

  private static String key(String dn) {
    return dn.toLowerCase(Locale.ROOT);
  }

  private void add(ExportRequest request) {
    ObjectNode operation = operations.addObject();
    operation.put("id", Integer.toString(open.size()));
    boolean delete = request.operation() == ExportRequest.Operation.DELETE;
    operation.put("operation", delete ? "delete" : "upsert");
    operation.put("objectType", request.objectType());
    Optional<Anchor> anchor =
        request.anchor().or(() -> Optional.ofNullable(createdByKey.get(request.key())));
    anchor.ifPresent(known -> operation.put("cloudAnchor", known.value()));
    sourceAnchor(request).ifPresent(text -> operation.put("sourceAnchor", text));
    List<ExportResult.RejectedReference> rejected = new ArrayList<>();
    if (!delete) {
      ObjectNode attributes = operation.putObject("attributes");
      for (AttributeChange change : request.changes()) {
        attributes.set(
            change.attribute().toString(),
            JsonValues.json(change.values(), multiValued(request, change.attribute())));
      }
      references(request, operation.putObject("references"), rejected);
    }
    open.add(request);
    unresolved.add(rejected);
    openDns.add(key(request.dn()));
    openKeys.add(request.key());
    openReferences += request.references().size();
  }

  private boolean multiValued(ExportRequest request, AttributeName attribute) {
    return schema
        .attribute(request.objectType(), attribute)
        .map(AttributeDefinition::multiValued)
        .orElse(false);
  }

  private static Optional<String> sourceAnchor(ExportRequest request) {
    for (AttributeChange change : request.changes()) {
      boolean found = change.attribute().equals(AttributeName.of("sourceAnchor"));
      if (found && !change.values().isEmpty()) {
        return Optional.of(change.values().get(0).text());
      }
    }
    // Of an object that is there already the cloud anchor says enough.
    return request.anchor().isPresent() ? Optional.empty() : CloudAnchors.textOf(request.dn());
  }

  private void references(
      ExportRequest request, ObjectNode references, List<ExportResult.RejectedReference> rejected) {
    Map<String, ObjectNode> byAttribute = new LinkedHashMap<>();
    for (ReferenceChange change : request.references()) {
      Optional<Anchor> target =
          change
              .targetAnchor()
              .or(() -> Optional.ofNullable(createdByDn.get(key(change.targetDn()))));
      if (target.isEmpty()) {
        rejected.add(
            new ExportResult.RejectedReference(
                change,
                new ExportError(
                    ObjectErrorCode.DN_ATTRIBUTES_FAILURE.text(),
                    "The target \"" + change.targetDn() + "\" does not exist in the cloud yet.",
                    "")));
        continue;
      }
      String name = change.attribute().toString();
      ObjectNode lists =
          byAttribute.computeIfAbsent(name, n -> GraphClient.MAPPER.createObjectNode());
      lists.withArray(change.add() ? "add" : "remove").add(target.get().value());
    }
    byAttribute.forEach(references::set);
  }

  private void send() {
    if (open.isEmpty()) {
      return;
    }
    ObjectNode body = GraphClient.MAPPER.createObjectNode();
    body.set("operations", operations.deepCopy());
    JsonNode answers = client.post(PATH, body, true).path("results");
    if (answers.size() != open.size()) {
      throw new LandfallException(
          ErrorCode.INCOMPLETE_READ,
          "The directory synchronization endpoint answered "
              + answers.size()
              + " of "
              + open.size()
              + " operations. Run the export again.");
    }
    for (int i = 0; i < open.size(); i++) {
      results.add(result(open.get(i), answers.get(i), unresolved.get(i)));
    }
    open.clear();
    operations.removeAll();
    unresolved.clear();
    openDns.clear();
    openKeys.clear();
    openReferences = 0;
  }

  private ExportResult result(
      ExportRequest request, JsonNode answer, List<ExportResult.RejectedReference> unsent) {
    if (!answer.path("status").asText().equals("ok")) {
      String message = answer.path("message").asText();
      return ExportResult.failed(
          request.key(),
          new ExportError(
              answer.path("code").asText(ObjectErrorCode.UNEXPECTED_ERROR.text()),
              request.objectType() + " \"" + request.dn() + "\" was refused: " + message,
              message));
    }
    String cloudAnchor = answer.path("cloudAnchor").asText("");
    Optional<Anchor> anchor =
        cloudAnchor.isEmpty() ? request.anchor() : Optional.of(new Anchor(cloudAnchor));
    anchor.ifPresent(
        known -> {
          createdByDn.put(key(request.dn()), known);
          createdByKey.put(request.key(), known);
        });
    List<ExportResult.RejectedReference> rejected = new ArrayList<>(unsent);
    for (JsonNode refused : answer.path("rejected")) {
      request.references().stream()
          .filter(change -> names(change, refused))
          .findFirst()
          .ifPresent(
              change ->
                  rejected.add(
                      new ExportResult.RejectedReference(
                          change,
                          new ExportError(
                              refused.path("code").asText(),
                              refused.path("message").asText(),
                              ""))));
    }
    return new ExportResult(request.key(), Optional.empty(), anchor, rejected);
  }

  private boolean names(ReferenceChange change, JsonNode refused) {
    String anchor = refused.path("cloudAnchor").asText();
    return change.attribute().equals(AttributeName.of(refused.path("attribute").asText()))
        && change
            .targetAnchor()
            .or(() -> Optional.ofNullable(createdByDn.get(key(change.targetDn()))))
            .filter(target -> target.value().equalsIgnoreCase(anchor))
            .isPresent();
  }
}
