package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where a delta reader stands. A round is pinned to the sequence number at its start: what changes
 * later shows in the next round.
 *
 * @param from changes after this sequence number are wanted; 0 in an initial round
 * @param until the pin
 * @param object the creation number of the last object shown
 * @param member the creation number of its last member shown; -1 when the object is done
 * @param issued epoch seconds
 */
record DeltaToken(
    String resource,
    String select,
    Set<String> ids,
    long from,
    long until,
    long object,
    long member,
    long issued) {

  /** Signs and reads the tokens of one tenant. */
  record Codec(String key, String epoch, DeltaLimits limits) {

    String write(DeltaToken token) {
      ObjectNode json = Json.object();
      json.put("r", token.resource).put("s", token.select).put("f", token.from);
      json.put("u", token.until).put("o", token.object).put("m", token.member);
      json.put("t", token.issued).put("e", epoch);
      json.set("i", Json.strings(token.ids));
      byte[] body = Json.bytes(json);
      byte[] tag = tag(body);
      byte[] all = Arrays.copyOf(tag, tag.length + body.length);
      System.arraycopy(body, 0, all, tag.length, body.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /**
     * Reads a token.
     *
     * @throws GraphException 400 when it cannot be read, 410 when it is too old or of another epoch
     */
    DeltaToken read(String text, Instant now, String resyncLocation) {
      JsonNode json = verified(text);
      long issued = json.path("t").asLong();
      boolean old = now.getEpochSecond() - issued > limits.tokenLife().toSeconds();
      if (old || !json.path("e").asText().equals(epoch)) {
        throw new GraphException(
                410,
                "syncStateNotFound",
                "The sync state generation is not found; resync required.")
            .header("Location", resyncLocation);
      }
      Set<String> ids = new TreeSet<>();
      json.path("i").forEach(id -> ids.add(id.asText()));
      return new DeltaToken(
          json.path("r").asText(),
          json.path("s").asText(),
          ids,
          json.path("f").asLong(),
          json.path("u").asLong(),
          json.path("o").asLong(),
          json.path("m").asLong(),
          issued);
    }

    private JsonNode verified(String text) {
      try {
        byte[] all = Base64.getUrlDecoder().decode(text);
        if (all.length > 16) {
          byte[] body = Arrays.copyOfRange(all, 16, all.length);
          if (MessageDigest.isEqual(Arrays.copyOf(all, 16), tag(body))) {
            return Json.parse(body);
          }
        }
      } catch (IllegalArgumentException | IOException e) {
        throw malformed();
      }
      throw malformed();
    }

    private static GraphException malformed() {
      return GraphException.badRequest("Badly formed token.");
    }

    private byte[] tag(byte[] body) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Arrays.copyOf(mac.doFinal(body), 16);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  DeltaToken at(long newObject, long newMember) {
    return new DeltaToken(resource, select, ids, from, until, newObject, newMember, issued);
  }

  /** The token of the next round. */
  DeltaToken nextRound(Instant now) {
    return new DeltaToken(resource, select, ids, until, until, 0, -1, now.getEpochSecond());
  }

  boolean initial() {
    return from == 0;
  }
}
