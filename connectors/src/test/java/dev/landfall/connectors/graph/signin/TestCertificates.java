package dev.landfall.connectors.graph.signin;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.util.ssl.cert.PKCS8EncryptionHandler;
import com.unboundid.util.ssl.cert.PKCS8EncryptionProperties;
import com.unboundid.util.ssl.cert.PKCS8PrivateKey;
import com.unboundid.util.ssl.cert.SignatureAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.X509Certificate;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/** A fresh certificate, and the files that administrators keep such in. */
public final class TestCertificates {
  private final KeyPair keys;
  private final java.security.cert.X509Certificate certificate;

  private TestCertificates(KeyPair keys, java.security.cert.X509Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /** Valid from yesterday for a year. */
  public static TestCertificates rsa() throws Exception {
    return of("RSA", 2_048, SignatureAlgorithmIdentifier.SHA_256_WITH_RSA);
  }

  static TestCertificates elliptic() throws Exception {
    return of("EC", 256, SignatureAlgorithmIdentifier.SHA_256_WITH_ECDSA);
  }

  private static TestCertificates of(
      String algorithm, int bits, SignatureAlgorithmIdentifier signature) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    KeyPair keys = generator.generateKeyPair();
    long now = System.currentTimeMillis();
    long day = 24 * 3_600_000L;
    X509Certificate made =
        X509Certificate.generateSelfSignedCertificate(
            signature, keys, new DN("CN=landfall"), now - day, now + 365 * day);
    return new TestCertificates(keys, (java.security.cert.X509Certificate) made.toCertificate());
  }

  public java.security.cert.X509Certificate certificate() {
    return certificate;
  }

  public Credential.Certificate credential() {
    return new Credential.Certificate(certificate, keys.getPrivate());
  }

  public Path pkcs12(Path file, String password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password.toCharArray());
    Certificate[] chain = {certificate};
    store.setKeyEntry("app", keys.getPrivate(), password.toCharArray(), chain);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file;
  }

  Path pem(Path file) throws Exception {
    return pem(file, "PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  Path encryptedPem(Path file, String password) throws Exception {
    byte[] encrypted =
        PKCS8EncryptionHandler.encryptPrivateKey(
            new PKCS8PrivateKey(keys.getPrivate().getEncoded()),
            password.toCharArray(),
            new PKCS8EncryptionProperties());
    return pem(file, "ENCRYPTED PRIVATE KEY", encrypted);
  }

  Path pem(Path file, String keyLabel, byte[] key) throws Exception {
    String text =
        "Bag Attributes\n    friendlyName: app\n"
            + block(keyLabel, key)
            + block("CERTIFICATE", certificate.getEncoded())
            + block("CERTIFICATE", TestCertificates.rsa().certificate.getEncoded());
    return Files.writeString(file, text);
  }

  private static String block(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
