package dev.landfall.connectors.ad;

import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllSSLSocketVerifier;
import com.unboundid.util.ssl.TrustAllTrustManager;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Which server certificates are accepted: those named, else those the JVM trusts. */
final class TlsTrust {
  private final AdSettings settings;

  TlsTrust(AdSettings settings) {
    this.settings = settings;
  }

  /**
   * Sockets that verify the chain.
   *
   * @throws LandfallException {@code CONFIGURATION_INVALID} if the certificates cannot be read
   */
  SSLSocketFactory sockets(String server) {
    try {
      if (settings.security() == AdSettings.Security.TRUST_ANY) {
        return new SSLUtil(new TrustAllTrustManager()).createSSLSocketFactory();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "The trusted certificates for "
              + server
              + " cannot be read: "
              + e.getMessage()
              + " Give them as PEM text.",
          e);
    }
  }

  /** Checks the name in the certificate against the name connected to. */
  SSLSocketVerifier hostNames() {
    return settings.security() == AdSettings.Security.TRUST_ANY
        ? TrustAllSSLSocketVerifier.getInstance()
        : new HostNameSSLSocketVerifier(false);
  }

  private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore store = null;
    if (settings.trustedCertificates().isPresent()) {
      store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      byte[] pem = settings.trustedCertificates().get().getBytes(StandardCharsets.US_ASCII);
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("trusted-" + number++, certificate);
      }
    }
    factory.init(store);
    return factory.getTrustManagers();
  }
}
