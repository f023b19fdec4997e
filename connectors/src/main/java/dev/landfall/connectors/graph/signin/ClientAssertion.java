package dev.landfall.connectors.graph.signin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** The signed JWT that stands for a client secret when we sign in with a certificate (PS256). */
final class ClientAssertion {
  private static final long LIFE_SECONDS = 600;

  private ClientAssertion() {}

  static String of(
      Credential.Certificate credential, String clientId, String audience, Instant now) {
    ObjectMapper mapper = new ObjectMapper();
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      ObjectNode header = mapper.createObjectNode();
      header.put("alg", "PS256").put("typ", "JWT");
      header.put("x5t#S256", base64(sha256.digest(credential.certificate().getEncoded())));
      ObjectNode claims = mapper.createObjectNode();
      claims.put("aud", audience).put("iss", clientId).put("sub", clientId);
      claims.put("jti", UUID.randomUUID().toString());
      claims.put("nbf", now.getEpochSecond()).put("exp", now.getEpochSecond() + LIFE_SECONDS);
      String signed = base64(utf8(header.toString())) + "." + base64(utf8(claims.toString()));
      Signature signature = Signature.getInstance("RSASSA-PSS");
      signature.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      signature.initSign(credential.key());
      signature.update(utf8(signed));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "The certificate of application \""
              + clientId
              + "\" cannot sign. Use one with an RSA key.",
          e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
