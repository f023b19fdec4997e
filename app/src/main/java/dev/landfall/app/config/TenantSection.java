package dev.landfall.app.config;

import dev.landfall.connectors.graph.GraphSettings;
import dev.landfall.connectors.graph.HttpProxy;
import dev.landfall.connectors.graph.NationalCloud;
import dev.landfall.connectors.graph.signin.CertificateFile;
import dev.landfall.connectors.graph.signin.Credential;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.error.NearestName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code tenant}: which tenant, in which cloud, and how we sign in there. */
final class TenantSection {
  private static final List<String> CREDENTIALS =
      List.of("clientSecret", "certificate", "managedIdentity", "workloadIdentity");

  private final YamlMap map;
  private final Path home;
  private final Secrets secrets;

  TenantSection(YamlMap map, Path home, Secrets secrets) {
    this.map = map;
    this.home = home;
    this.secrets = secrets;
  }

  private record Place(URI graphEndpoint, URI authority) {}

  /** The settings; empty if a problem was reported. */
  Optional<GraphSettings> read() {
    boolean workload = map.has("workloadIdentity");
    String name = map.required("name");
    String tenantId = identity("tenantId", "AZURE_TENANT_ID", workload);
    String clientId = identity("clientId", "AZURE_CLIENT_ID", workload);
    Optional<Credential> credential = credential();
    Optional<Place> place = place(workload);
    Optional<HttpProxy> proxy = proxy();
    Duration timeout = map.timeout(GraphSettings.USUAL_TIMEOUT);
    map.requireNoOther();
    if (credential.isEmpty() || place.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new GraphSettings(
              name,
              tenantId,
              clientId,
              credential.get(),
              place.get().graphEndpoint(),
              place.get().authority(),
              proxy,
              timeout,
              false));
    } catch (LandfallException invalid) {
      map.problem("graphEndpoint", "VALUE", invalid.getMessage());
      return Optional.empty();
    }
  }

  /** Kubernetes tells a workload who it is; what the file says goes before. */
  private String identity(String key, String variable, boolean workload) {
    String told = secrets.environment().getOrDefault(variable, "");
    return workload && !told.isEmpty() && !map.has(key) ? told : map.required(key);
  }

  private Optional<Credential> credential() {
    Map<String, Optional<String>> given =
        Map.of(
            "clientSecret", map.text("clientSecret"),
            "certificate", map.text("certificate"),
            "managedIdentity", map.text("managedIdentity"),
            "workloadIdentity", map.text("workloadIdentity"));
    String password = secrets.resolve(map, "certificatePassword");
    Optional<URI> endpoint = map.text("managedIdentityEndpoint").flatMap(this::identityEndpoint);
    List<String> keys = CREDENTIALS.stream().filter(map::has).toList();
    if (keys.size() != 1) {
      map.problem(
          keys.isEmpty() ? "clientSecret" : keys.get(1),
          keys.isEmpty() ? "MISSING" : "SEVERAL",
          "Exactly one of " + CREDENTIALS + " tells how the application signs in.");
      return Optional.empty();
    }
    String key = keys.get(0);
    Optional<String> value = given.getOrDefault(key, Optional.empty());
    if (value.isEmpty()) {
      map.problem(key, "MISSING", "The key is empty.");
      return Optional.empty();
    }
    return switch (key) {
      case "clientSecret" -> Optional.of(new Credential.Secret(secrets.resolve(map, key)));
      case "certificate" -> certificate(value.get(), password);
      case "managedIdentity" -> managedIdentity(value.get(), endpoint);
      default -> workloadIdentity(value.get());
    };
  }

  private Optional<Credential> certificate(String text, String password) {
    if (!text.startsWith("file:")) {
      map.problem("certificate", "VALUE", "Write file:PATH of a PKCS#12 or PEM file.");
      return Optional.empty();
    }
    try {
      return Optional.of(
          CertificateFile.read(home.resolve(text.substring("file:".length())), password));
    } catch (LandfallException unusable) {
      map.problem("certificate", "FILE", unusable.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Credential> managedIdentity(String text, Optional<URI> endpoint) {
    if (!text.equals("system") && !text.equals("user")) {
      map.problem(
          "managedIdentity",
          "VALUE",
          "\""
              + text
              + "\" is neither \"system\" nor \"user\" (then clientId names the identity).");
      return Optional.empty();
    }
    return Optional.of(
        Credential.ManagedIdentity.of(secrets.environment(), text.equals("user"), endpoint));
  }

  private Optional<URI> identityEndpoint(String text) {
    return uri("managedIdentityEndpoint", text);
  }

  private Optional<Credential> workloadIdentity(String text) {
    if (text.startsWith("file:")) {
      return Optional.of(
          new Credential.WorkloadIdentity(home.resolve(text.substring("file:".length()))));
    }
    String told = secrets.environment().getOrDefault("AZURE_FEDERATED_TOKEN_FILE", "");
    if (!text.equals("true") || told.isEmpty()) {
      map.problem(
          "workloadIdentity",
          "VALUE",
          "Write file:PATH of the token, or true where AZURE_FEDERATED_TOKEN_FILE is set.");
      return Optional.empty();
    }
    return Optional.of(new Credential.WorkloadIdentity(home.resolve(told)));
  }

  private Optional<Place> place(boolean workload) {
    Optional<String> cloud = map.text("cloud");
    Optional<String> graph = map.text("graphEndpoint");
    Optional<String> authority = map.text("authority");
    if (cloud.isPresent()) {
      if (graph.isPresent() || authority.isPresent()) {
        map.problem("cloud", "SEVERAL", "Give either cloud, or graphEndpoint and authority.");
      }
      Optional<NationalCloud> named = NationalCloud.named(cloud.get());
      if (named.isEmpty()) {
        map.problem(
            "cloud",
            "VALUE",
            "\""
                + cloud.get()
                + "\" is no cloud; "
                + NearestName.of(cloud.get(), NationalCloud.names())
                    .map(near -> "did you mean \"" + near + "\"?")
                    .orElse("there are " + NationalCloud.names() + "."));
      }
      return named.map(TenantSection::place);
    }
    if (graph.isPresent() != authority.isPresent()) {
      map.problem(
          graph.isPresent() ? "graphEndpoint" : "authority",
          "MISSING",
          "graphEndpoint and authority belong to one cloud: give both.");
      return Optional.empty();
    }
    if (graph.isPresent() && authority.isPresent()) {
      Optional<URI> graphUri = uri("graphEndpoint", graph.get());
      Optional<URI> authorityUri = uri("authority", authority.get());
      return graphUri.flatMap(one -> authorityUri.map(other -> new Place(one, other)));
    }
    String host = secrets.environment().getOrDefault("AZURE_AUTHORITY_HOST", "");
    if (workload && !host.isEmpty()) {
      Optional<NationalCloud> told = NationalCloud.ofAuthority(host);
      if (told.isEmpty()) {
        map.problem(
            "workloadIdentity",
            "VALUE",
            "AZURE_AUTHORITY_HOST is \"" + host + "\": give graphEndpoint and authority.");
      }
      return told.map(TenantSection::place);
    }
    return Optional.of(place(NationalCloud.GLOBAL));
  }

  private static Place place(NationalCloud cloud) {
    return new Place(cloud.graphEndpoint(), cloud.authority());
  }

  private Optional<HttpProxy> proxy() {
    Optional<String> url = map.text("proxy");
    Optional<String> user = map.text("proxyUser");
    String password = secrets.resolve(map, "proxyPassword");
    if (url.isEmpty()) {
      if (user.isPresent()) {
        map.problem("proxyUser", "MISSING", "There is a proxyUser, but no proxy.");
      }
      return Optional.empty();
    }
    try {
      return uri("proxy", url.get()).map(uri -> new HttpProxy(uri, user, password));
    } catch (LandfallException invalid) {
      map.problem("proxy", "VALUE", invalid.getMessage());
      return Optional.empty();
    }
  }

  private Optional<URI> uri(String key, String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException malformed) {
      map.problem(key, "VALUE", "\"" + text + "\" is no URL.");
      return Optional.empty();
    }
  }
}
