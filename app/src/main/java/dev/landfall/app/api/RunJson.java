package dev.landfall.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.engine.run.StepResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A run as JSON, the same from the command line and from the API. */
public final class RunJson {
  private RunJson() {}

  public static ObjectNode write(RunRecord run) {
    ObjectNode node = Json.object();
    node.put("sequence", run.sequence());
    node.put("id", run.id().toString());
    node.put("number", run.number());
    node.put("connector", run.connectorName());
    node.put("connectorId", run.connector().value());
    node.put("profile", run.profile().option());
    node.put("user", run.user());
    node.put("started", run.started().toString());
    run.ended().ifPresent(ended -> node.put("ended", ended.toString()));
    node.put("result", run.result().result());
    ObjectNode step = node.putArray("steps").addObject();
    step.put("number", 1);
    step.put("result", run.result().result());
    ObjectNode counters = step.putObject("counters");
    run.result().counters().forEach(counters::put);
    ArrayNode errors = step.putArray("errors");
    for (StepResult.ObjectIssue issue : run.result().errors()) {
      errors
          .addObject()
          .put("code", issue.code())
          .put("object", issue.object())
          .put("message", issue.message())
          .put("detail", issue.detail())
          .put("warning", issue.warning());
    }
    return node;
  }

  /** What {@link #write} wrote; the objects behind the counters are not part of it. */
  public static RunRecord read(JsonNode node) {
    JsonNode step = node.path("steps").path(0);
    Map<String, Long> counters = new LinkedHashMap<>();
    step.path("counters")
        .properties()
        .forEach(counter -> counters.put(counter.getKey(), counter.getValue().asLong()));
    List<StepResult.ObjectIssue> errors = new ArrayList<>();
    step.path("errors")
        .forEach(
            error ->
                errors.add(
                    new StepResult.ObjectIssue(
                        error.path("code").asText(),
                        error.path("object").asText(),
                        error.path("message").asText(),
                        error.path("detail").asText(),
                        error.path("warning").asBoolean())));
    return new RunRecord(
        node.path("sequence").asLong(),
        UUID.fromString(node.path("id").asText()),
        node.path("number").asLong(),
        new ConnectorId(node.path("connectorId").asText()),
        node.path("connector").asText(),
        RunProfile.parse(node.path("profile").asText()).orElseThrow(),
        node.path("user").asText(),
        Instant.parse(node.path("started").asText()),
        Optional.of(node.path("ended"))
            .filter(JsonNode::isTextual)
            .map(t -> Instant.parse(t.asText())),
        new StepResult(node.path("result").asText(), counters, errors, Map.of()));
  }
}
