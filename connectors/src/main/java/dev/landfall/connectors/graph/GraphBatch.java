package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends many small requests as JSON batches, some batches at a time. A part that was throttled or
 * failed for a moment is sent again, alone with others of its kind, after the longest wait that one
 * of them asks for; the others are not.
 */
final class GraphBatch {
  /** The most requests in one batch. */
  static final int PARTS = 20;

  private static final int THROTTLED_ATTEMPTS = 30;

  private final GraphClient client;
  private final String version;

  /**
   * @param version {@code v1.0} or {@code beta}, of all parts
   */
  GraphBatch(GraphClient client, String version) {
    this.client = client;
    this.version = version;
  }

  /**
   * One request.
   *
   * @param url below the version, beginning with a slash
   * @param repeatable whether carrying it out twice is harmless
   */
  record Part(String method, String url, Optional<JsonNode> body, boolean repeatable) {
    static Part get(String url) {
      return new Part("GET", url, Optional.empty(), true);
    }
  }

  /** What came of a part at last. */
  record Answer(Part part, int status, JsonNode body) {}

  /** The answers to all parts, in their order. */
  List<Answer> run(List<Part> parts) {
    @Nullable Answer[] answers = new Answer[parts.size()];
    List<Integer> open = IntStream.range(0, parts.size()).boxed().toList();
    for (int attempt = 1; !open.isEmpty(); attempt++) {
      Round round = new Round(parts, answers, attempt);
      round.send(open);
      open = List.copyOf(round.again);
      if (round.throttled) {
        client.pace().throttled(round.wait);
      } else {
        client.pace().sleep(round.wait);
      }
    }
    List<Answer> all = new ArrayList<>(parts.size());
    for (Answer answer : answers) {
      all.add(java.util.Objects.requireNonNull(answer));
    }
    return all;
  }

  /** The refusal that stands in an answer, as if the part had been sent alone. */
  GraphRefusal refusal(Answer answer) {
    JsonNode error = answer.body().path("error");
    JsonNode inner = error.path("innerError");
    return client
        .failures()
        .refusal(
            answer.part().method(),
            "/" + version + answer.part().url(),
            answer.status(),
            error,
            inner.path("request-id").asText("unknown"),
            inner.path("client-request-id").asText("unknown"));
  }

  /** All open parts, sent once. */
  private final class Round {
    private final List<Part> parts;
    private final @Nullable Answer[] answers;
    private final int attempt;
    private final List<Integer> again = new ArrayList<>();
    private Duration wait = Duration.ZERO;
    private boolean throttled;

    Round(List<Part> parts, @Nullable Answer[] answers, int attempt) {
      this.parts = parts;
      this.answers = answers;
      this.attempt = attempt;
    }

    void send(List<Integer> open) {
      List<List<Integer>> batches = new ArrayList<>();
      for (int from = 0; from < open.size(); from += PARTS) {
        batches.add(open.subList(from, Math.min(open.size(), from + PARTS)));
      }
      if (batches.size() == 1) {
        take(batches.get(0), post(batches.get(0)));
        return;
      }
      ExecutorService threads =
          Executors.newFixedThreadPool(Math.min(batches.size(), Pace.MOST_AT_A_TIME));
      try {
        List<Future<JsonNode>> sent = new ArrayList<>();
        for (List<Integer> batch : batches) {
          sent.add(threads.submit(() -> post(batch)));
        }
        for (int i = 0; i < batches.size(); i++) {
          take(batches.get(i), get(sent.get(i)));
        }
      } finally {
        threads.shutdownNow();
      }
    }

    private JsonNode post(List<Integer> batch) {
      ObjectNode body = GraphClient.MAPPER.createObjectNode();
      ArrayNode requests = body.putArray("requests");
      for (int index : batch) {
        Part part = parts.get(index);
        ObjectNode request = requests.addObject();
        request.put("id", Integer.toString(index));
        request.put("method", part.method());
        request.put("url", part.url());
        part.body()
            .ifPresent(
                content -> {
                  request.putObject("headers").put("Content-Type", "application/json");
                  request.set("body", content);
                });
      }
      boolean repeatable = batch.stream().allMatch(index -> parts.get(index).repeatable());
      return client.post("/" + version + "/$batch", body, repeatable).path("responses");
    }

    private void take(List<Integer> batch, JsonNode responses) {
      List<Integer> missing = new ArrayList<>(batch);
      for (JsonNode response : responses) {
        Integer index = number(response.path("id").asText());
        if (missing.remove(index)) {
          answered(index, response);
        }
      }
      for (int index : missing) {
        if (!parts.get(index).repeatable() || attempt >= GraphClient.ATTEMPTS) {
          throw new LandfallException(
              ErrorCode.INCOMPLETE_READ,
              "A batch did not answer "
                  + missing.size()
                  + " of "
                  + batch.size()
                  + " requests. Try again.");
        }
        again.add(index);
      }
    }

    private void answered(int index, JsonNode response) {
      Part part = parts.get(index);
      int status = response.path("status").asInt();
      boolean limit = status == 429;
      boolean repeat =
          limit
              ? attempt < THROTTLED_ATTEMPTS
              : attempt < GraphClient.ATTEMPTS && GraphClient.mayRepeat(status, part.repeatable());
      if (!repeat) {
        answers[index] = new Answer(part, status, response.path("body"));
        return;
      }
      again.add(index);
      throttled |= limit;
      Duration asked = client.backOff().before(retryAfter(response.path("headers")), attempt);
      wait = asked.compareTo(wait) > 0 ? asked : wait;
    }
  }

  private static Integer number(String id) {
    try {
      return Integer.valueOf(id);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static Optional<String> retryAfter(JsonNode headers) {
    return headers.properties().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
        .map(header -> header.getValue().asText())
        .findFirst();
  }

  private static JsonNode get(Future<JsonNode> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new LandfallException(ErrorCode.UNEXPECTED, "A batch failed.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LandfallException(
          ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE, "Waiting for a batch was interrupted.", e);
    }
  }
}
