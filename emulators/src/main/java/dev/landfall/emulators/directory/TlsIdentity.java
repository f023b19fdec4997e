package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.util.OID;
import com.unboundid.util.ssl.cert.SignatureAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.X509Certificate;
import com.unboundid.util.ssl.cert.X509CertificateExtension;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of the server, made by itself for localhost, the loopback addresses and the name
 * of the domain controller. Made on first use: a directory used without TLS starts faster.
 */
final class TlsIdentity {
  private static final OID SUBJECT_ALTERNATIVE_NAME = new OID("2.5.29.17");
  private static final Duration VALIDITY = Duration.ofDays(825);

  private final String serverDns;
  private final Clock clock;
  private @Nullable X509Certificate certificate;
  private @Nullable SSLSocketFactory sockets;

  TlsIdentity(String serverDns, Clock clock) {
    this.serverDns = serverDns;
    this.clock = clock;
  }

  synchronized String certificatePem() {
    sockets();
    X509Certificate made = certificate;
    return made == null ? "" : made.toPEMString() + "\n";
  }

  synchronized SSLSocketFactory sockets() {
    SSLSocketFactory ready = sockets;
    if (ready == null) {
      try {
        ready = make();
      } catch (Exception e) { // any failure here means this JVM cannot do TLS
        throw new IllegalStateException("Could not make a certificate for " + serverDns + ".", e);
      }
      sockets = ready;
    }
    return ready;
  }

  private SSLSocketFactory make() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    long now = clock.millis();
    X509Certificate made =
        X509Certificate.generateSelfSignedCertificate(
            SignatureAlgorithmIdentifier.SHA_256_WITH_ECDSA,
            keys,
            new DN("CN=" + serverDns),
            now - Duration.ofDays(1).toMillis(),
            now + VALIDITY.toMillis(),
            alternativeNames());
    char[] secret = {};
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, secret);
    Certificate[] chain = {made.toCertificate()};
    store.setKeyEntry("server", keys.getPrivate(), secret, chain);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, secret);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    certificate = made;
    return context.getSocketFactory();
  }

  private X509CertificateExtension alternativeNames() throws Exception {
    List<ASN1Element> names = new ArrayList<>();
    for (String dns : List.of("localhost", serverDns)) {
      byte[] bytes = dns.getBytes(StandardCharsets.US_ASCII);
      names.add(new ASN1OctetString((byte) 0x82, bytes));
    }
    for (String address : List.of("127.0.0.1", "::1")) {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      names.add(new ASN1OctetString((byte) 0x87, bytes));
    }
    byte[] encoded = new ASN1Sequence(names).encode();
    return new X509CertificateExtension(SUBJECT_ALTERNATIVE_NAME, false, encoded);
  }
}
