package dev.landfall.app.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.Optional;

/** JSON at the edge. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode read(String text) {
    try {
      return text.isBlank() ? object() : MAPPER.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "This is no JSON: " + malformed.getOriginalMessage() + ".",
          malformed);
    }
  }

  static Optional<String> text(JsonNode object, String field) {
    return Optional.of(object.path(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  static Optional<Boolean> bool(JsonNode object, String field) {
    return Optional.of(object.path(field)).filter(JsonNode::isBoolean).map(JsonNode::asBoolean);
  }

  /** The shape of every refusal. */
  static ObjectNode problem(LandfallException refused) {
    return object().put("code", refused.code().name()).put("message", refused.getMessage());
  }

  /** What {@link #problem} was made from. */
  static LandfallException problem(JsonNode problem) {
    ErrorCode code;
    try {
      code = ErrorCode.valueOf(problem.path("code").asText());
    } catch (IllegalArgumentException unknown) {
      code = ErrorCode.UNEXPECTED;
    }
    return new LandfallException(code, problem.path("message").asText());
  }
}
