package dev.landfall.connectors.graph.signin;

import com.unboundid.util.ssl.cert.CertException;
import com.unboundid.util.ssl.cert.PKCS8EncryptionHandler;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its private key out of one file: PKCS#12 ({@code .p12}, {@code .pfx}), or PEM
 * with a {@code CERTIFICATE} and a {@code PRIVATE KEY} or {@code ENCRYPTED PRIVATE KEY} (PKCS#8).
 */
public final class CertificateFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private final Path file;
  private final char[] password;

  private CertificateFile(Path file, char[] password) {
    this.file = file;
    this.password = password;
  }

  /**
   * Reads the file.
   *
   * @param password of the PKCS#12 file or of the key; empty when there is none
   * @throws LandfallException {@code CONFIGURATION_INVALID}, saying what is wrong with the file
   */
  public static Credential.Certificate read(Path file, String password) {
    return new CertificateFile(file, password.toCharArray()).read();
  }

  private Credential.Certificate read() {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw invalid("cannot be read", e);
    }
    String text = new String(content, StandardCharsets.ISO_8859_1);
    Credential.Certificate read = text.contains("-----BEGIN ") ? pem(text) : pkcs12(content);
    boolean rsa =
        read.key() instanceof RSAPrivateKey
            && read.certificate().getPublicKey() instanceof RSAPublicKey;
    if (!rsa) {
      throw invalid("holds no RSA key; Entra takes RSA only", null);
    }
    if (!((RSAPublicKey) read.certificate().getPublicKey())
        .getModulus()
        .equals(((RSAPrivateKey) read.key()).getModulus())) {
      throw invalid("holds a private key that does not belong to its certificate", null);
    }
    return read;
  }

  private Credential.Certificate pkcs12(byte[] content) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(content), password);
      for (Enumeration<String> aliases = store.aliases(); aliases.hasMoreElements(); ) {
        String alias = aliases.nextElement();
        Key key = store.getKey(alias, password);
        if (key instanceof PrivateKey found
            && store.getCertificate(alias) instanceof X509Certificate certificate) {
          return new Credential.Certificate(certificate, found);
        }
      }
      throw invalid("holds no private key", null);
    } catch (IOException | GeneralSecurityException e) {
      throw invalid("is no PKCS#12 file, or certificatePassword is not its password", e);
    }
  }

  private Credential.Certificate pem(String text) {
    X509Certificate certificate = null;
    PrivateKey key = null;
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      byte[] der = Base64.getMimeDecoder().decode(block.group(2));
      switch (block.group(1)) {
        // The first one is the application's; others are the chain above it.
        case "CERTIFICATE" -> certificate = certificate == null ? certificate(der) : certificate;
        case "PRIVATE KEY" -> key = key(der);
        case "ENCRYPTED PRIVATE KEY" -> key = decrypted(der);
        case "RSA PRIVATE KEY" ->
            throw invalid(
                "holds its key in the old form PKCS#1; convert it with: openssl pkcs8 -topk8",
                null);
        default -> {}
      }
    }
    if (certificate == null || key == null) {
      throw invalid(
          certificate == null ? "holds no certificate" : "holds no private key beside it", null);
    }
    return new Credential.Certificate(certificate, key);
  }

  private X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw invalid("holds a certificate that cannot be read", e);
    }
  }

  private PrivateKey key(byte[] der) {
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw invalid("holds no RSA key; Entra takes RSA only", e);
    }
  }

  private PrivateKey decrypted(byte[] der) {
    try {
      return key(PKCS8EncryptionHandler.decryptPrivateKey(der, password).getPKCS8PrivateKeyBytes());
    } catch (CertException e) {
      throw invalid("holds a key that certificatePassword does not open", e);
    }
  }

  private LandfallException invalid(String what, @Nullable Exception cause) {
    return new LandfallException(
        ErrorCode.CONFIGURATION_INVALID,
        "The certificate file \"" + file + "\" " + what + ".",
        cause);
  }
}
