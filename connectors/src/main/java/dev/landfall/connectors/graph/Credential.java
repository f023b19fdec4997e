package dev.landfall.connectors.graph;

import static java.util.Objects.requireNonNull;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

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

  /** A certificate registered on the application, with its private key. */
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
}
