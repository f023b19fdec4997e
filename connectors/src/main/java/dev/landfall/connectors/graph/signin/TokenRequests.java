package dev.landfall.connectors.graph.signin;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The requests that ask for an access token, one kind for each kind of credential. */
final class TokenRequests {
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final String IMDS_VERSION = "2018-02-01";
  private static final String APP_SERVICE_VERSION = "2019-08-01";
  private static final String ARC_VERSION = "2020-06-01";

  private final SignIn signIn;

  TokenRequests(SignIn signIn) {
    this.signIn = signIn;
  }

  HttpRequest.Builder build(Instant now) {
    Credential credential = signIn.credential();
    if (credential instanceof Credential.ManagedIdentity identity) {
      return managedIdentity(identity);
    }
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", signIn.clientId());
    form.put("scope", signIn.audience() + "/.default");
    if (credential instanceof Credential.Secret secret) {
      form.put("client_secret", secret.value());
    } else {
      form.put("client_assertion_type", ASSERTION_TYPE);
      form.put("client_assertion", assertion(credential, now));
    }
    return HttpRequest.newBuilder(signIn.tokenEndpoint())
        .timeout(Duration.ofSeconds(60))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(encode(form)));
  }

  private String assertion(Credential credential, Instant now) {
    if (credential instanceof Credential.Certificate certificate) {
      return ClientAssertion.of(
          certificate, signIn.clientId(), signIn.tokenEndpoint().toString(), now);
    }
    Path file = ((Credential.WorkloadIdentity) credential).tokenFile();
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new LandfallException(
          ErrorCode.CREDENTIALS_REJECTED,
          "The federated token \""
              + file
              + "\" cannot be read. Check that the workload has its token mounted there.",
          e);
    }
  }

  private HttpRequest.Builder managedIdentity(Credential.ManagedIdentity identity) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put(
        "api-version",
        switch (identity.host()) {
          case IMDS -> IMDS_VERSION;
          case APP_SERVICE -> APP_SERVICE_VERSION;
          case ARC -> ARC_VERSION;
        });
    query.put("resource", signIn.audience());
    if (identity.userAssigned()) {
      query.put("client_id", signIn.clientId());
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(identity.endpoint() + "?" + encode(query)))
            .timeout(Duration.ofSeconds(30))
            .GET();
    return identity.host() == Credential.ManagedIdentity.Host.APP_SERVICE
        ? request.header("X-IDENTITY-HEADER", identity.header())
        : request.header("Metadata", "true");
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
