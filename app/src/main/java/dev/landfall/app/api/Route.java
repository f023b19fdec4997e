package dev.landfall.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the API.
 *
 * @param path below {@code /api/v1}, parameters in braces
 * @param summary one sentence, for the OpenAPI document
 * @param body names and types of what the request body may hold, for the same; may be empty
 * @param answer makes the JSON of the answer; null if it has answered by itself
 */
record Route(
    HandlerType method,
    String path,
    String summary,
    String body,
    Function<Context, @Nullable JsonNode> answer) {}
