package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Signs access tokens (RS256) and checks them. The key is made at first use and kept. */
final class AccessTokens {
  static final int LIFE_SECONDS = 3_599;
  private static final String DOCUMENT = "signingKey";
  private static final String AUDIENCE = "https://graph.microsoft.com";

  private final TenantState state;
  private final Tenancy tenancy;
  // Signatures already checked: verifying RSA for every request would be most of its time.
  private final Set<String> verified = ConcurrentHashMap.newKeySet();
  private @Nullable RSAPrivateCrtKey key;

  AccessTokens(TenantState state, Tenancy tenancy) {
    this.state = state;
    this.tenancy = tenancy;
  }

  /** Makes the key in the background: it takes longer than starting the server. */
  void prepare() {
    Thread thread = new Thread(this::key, "tenant-signing-key");
    thread.setDaemon(true);
    thread.start();
  }

  private synchronized RSAPrivateCrtKey key() {
    if (key == null) {
      String stored = state.read(() -> state.document(DOCUMENT).path("pkcs8").asText(""));
      key = stored.isEmpty() ? make() : decode(stored);
    }
    return key;
  }

  private static RSAPrivateCrtKey decode(String stored) {
    try {
      byte[] encoded = Base64.getDecoder().decode(stored);
      return (RSAPrivateCrtKey)
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The tenant's signing key cannot be read.", e);
    }
  }

  private RSAPrivateCrtKey make() {
    PrivateKey made;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      made = generator.generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM cannot make an RSA key.", e);
    }
    return state.write(
        () -> {
          state
              .document(DOCUMENT)
              .put("pkcs8", Base64.getEncoder().encodeToString(made.getEncoded()));
          state.keep(DOCUMENT);
          return (RSAPrivateCrtKey) made;
        });
  }

  /** The public key, as {@code jwks_uri} serves it. */
  ObjectNode jwks() {
    ObjectNode jwks = Json.object();
    ObjectNode shown = jwks.putArray("keys").addObject();
    shown.put("kty", "RSA");
    shown.put("use", "sig");
    shown.put("alg", "RS256");
    shown.put("kid", "landfall");
    shown.put("n", unsigned(key().getModulus()));
    shown.put("e", unsigned(key().getPublicExponent()));
    return jwks;
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int skip = bytes[0] == 0 ? 1 : 0;
    return base64(java.util.Arrays.copyOfRange(bytes, skip, bytes.length));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  String issue(String issuer, String appId) {
    long now = state.now().getEpochSecond();
    ObjectNode header = Json.object();
    header.put("typ", "JWT").put("alg", "RS256").put("kid", "landfall");
    ObjectNode claims = Json.object();
    claims.put("aud", AUDIENCE);
    claims.put("iss", issuer);
    claims.put("iat", now).put("nbf", now).put("exp", now + LIFE_SECONDS);
    claims.put("jti", UUID.randomUUID().toString());
    // The key has a lock of its own: never ask for it while holding the state's.
    state.read(
        () -> {
          claims.put("tid", tenancy.tenantId());
          claims.put("appid", appId);
          state.holders(UniqueValues.appId(appId)).stream()
              .filter(e -> e.is(ObjectType.SERVICE_PRINCIPAL) && e.live())
              .findFirst()
              .ifPresent(principal -> claims.put("oid", principal.id));
          return claims.set("roles", Json.strings(tenancy.permitted(appId)));
        });
    String signed = base64(Json.bytes(header)) + "." + base64(Json.bytes(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Who a request's {@code Authorization} header speaks for.
   *
   * @throws GraphException 401
   */
  Caller caller(String authorization, String origin) {
    if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw refused("Access token is empty.", origin);
    }
    String token = authorization.substring(7).trim();
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw refused("CompactToken parsing failed with error code: 80049217", origin);
    }
    try {
      JsonNode claims = Json.parse(Base64.getUrlDecoder().decode(parts[1]));
      if (!verified.contains(token)) {
        if (!genuine(parts)) {
          throw refused("Signature is invalid.", origin);
        }
        verified.add(token);
      }
      if (claims.path("exp").asLong() <= state.now().getEpochSecond()) {
        verified.remove(token);
        throw refused("Lifetime validation failed, the token is expired.", origin);
      }
      Set<String> roles = new HashSet<>();
      claims.path("roles").forEach(role -> roles.add(role.asText()));
      return new Caller(claims.path("appid").asText(), roles);
    } catch (IllegalArgumentException | IOException e) {
      throw refused("CompactToken parsing failed with error code: 80049217", origin);
    }
  }

  private boolean genuine(String[] parts) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(key().getModulus(), key().getPublicExponent())));
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  static GraphException refused(String message, String origin) {
    return new GraphException(401, "InvalidAuthenticationToken", message)
        .header(
            "WWW-Authenticate",
            "Bearer realm=\"\", authorization_uri=\""
                + origin
                + "/common/oauth2/authorize\", client_id=\""
                + Tenancy.GRAPH_APP
                + "\"");
  }
}
