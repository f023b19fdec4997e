package dev.landfall.connectors.graph.signin;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;

/** What proves that we are the application. The text forms never show a secret. */
public sealed interface Credential {

  /** A client secret. */
  record Secret(String value) implements Credential {
    public Secret {
      requireNonNull(value, "value");
    }

    @Override
    public String toString() {
      return "Secret[…]";
    }
  }

  /** A certificate registered on the application, with its private key (RSA). */
  record Certificate(X509Certificate certificate, PrivateKey key) implements Credential {
    public Certificate {
      requireNonNull(certificate, "certificate");
      requireNonNull(key, "key");
    }

    @Override
    public String toString() {
      return "Certificate[" + certificate.getSubjectX500Principal() + "]";
    }
  }

  /**
   * The identity that Azure gives the machine we run on; nothing secret is kept by us.
   *
   * @param userAssigned whether the client id names one of several identities
   * @param header what App Service wants to be shown, empty elsewhere
   */
  record ManagedIdentity(Host host, URI endpoint, boolean userAssigned, String header)
      implements Credential {
    private static final URI IMDS =
        URI.create("http://169.254.169.254/metadata/identity/oauth2/token");

    /** Who hands out the tokens of a managed identity. */
    public enum Host {
      /** The metadata service of a virtual machine. */
      IMDS,
      /** App Service, Functions and Container Apps. */
      APP_SERVICE,
      /** The agent of Azure Arc on a machine outside Azure. */
      ARC
    }

    public ManagedIdentity {
      requireNonNull(host, "host");
      requireNonNull(endpoint, "endpoint");
      requireNonNull(header, "header");
    }

    /**
     * The identity of this machine: {@code IDENTITY_ENDPOINT} with {@code IDENTITY_HEADER} means
     * App Service, with {@code IMDS_ENDPOINT} the agent of Azure Arc; else it is the metadata
     * service.
     *
     * @param endpoint another address of the metadata service
     */
    public static ManagedIdentity of(
        Map<String, String> environment, boolean userAssigned, Optional<URI> endpoint) {
      String given = environment.getOrDefault("IDENTITY_ENDPOINT", "");
      if (endpoint.isPresent() || given.isEmpty()) {
        return new ManagedIdentity(Host.IMDS, endpoint.orElse(IMDS), userAssigned, "");
      }
      String header = environment.getOrDefault("IDENTITY_HEADER", "");
      return new ManagedIdentity(
          header.isEmpty() ? Host.ARC : Host.APP_SERVICE, URI.create(given), userAssigned, header);
    }

    @Override
    public String toString() {
      return "ManagedIdentity[" + host + " " + endpoint + "]";
    }
  }

  /**
   * A token that somebody else signed, e.g. Kubernetes, and that the application trusts. The file
   * is read for every sign-in, because its content is replaced from time to time.
   */
  record WorkloadIdentity(Path tokenFile) implements Credential {
    public WorkloadIdentity {
      requireNonNull(tokenFile, "tokenFile");
    }
  }
}
