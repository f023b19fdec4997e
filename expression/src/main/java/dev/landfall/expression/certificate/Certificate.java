package dev.landfall.expression.certificate;

import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.function.Bytes;
import dev.landfall.expression.function.Fault;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** An X.509 certificate, asked the way the certificate functions ask. */
public final class Certificate {
  private static final String UPN = "1.3.6.1.4.1.311.20.2.3";
  private static final Map<String, String> NAMES = Map.of("1.2.840.113549.1.9.1", "E");

  private final X509Certificate x509;
  private final byte[] encoded;

  private Certificate(X509Certificate x509, byte[] encoded) {
    this.x509 = x509;
    this.encoded = encoded;
  }

  /** DER bytes, or base64 of them. */
  public static Optional<Certificate> of(ExpressionValue value) {
    try {
      byte[] der;
      if (value instanceof ExpressionValue.Bin) {
        der = ((ExpressionValue.Bin) value).bytes();
      } else if (value instanceof ExpressionValue.Text) {
        der = Base64.getMimeDecoder().decode(((ExpressionValue.Text) value).text());
      } else {
        return Optional.empty();
      }
      X509Certificate x509 =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      return Optional.of(new Certificate(x509, x509.getEncoded()));
    } catch (CertificateException | RuntimeException e) {
      // Providers answer rubbish with more than CertificateException.
      return Optional.empty();
    }
  }

  public String thumbprint() {
    try {
      return Bytes.hex(MessageDigest.getInstance("SHA-1").digest(encoded));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1", e);
    }
  }

  public List<String> criticalExtensions() {
    Set<String> oids = x509.getCriticalExtensionOIDs();
    return oids == null ? List.of() : List.copyOf(new TreeSet<>(oids));
  }

  public String subject() {
    return name(x509.getSubjectX500Principal());
  }

  public String issuer() {
    return name(x509.getIssuerX500Principal());
  }

  public String subjectOid() {
    return firstOid(x509.getSubjectX500Principal());
  }

  public String issuerOid() {
    return firstOid(x509.getIssuerX500Principal());
  }

  public Instant notBefore() {
    return x509.getNotBefore().toInstant();
  }

  public Instant notAfter() {
    return x509.getNotAfter().toInstant();
  }

  public String keyAlgorithm() {
    return keyIdentifier().child(0).oid();
  }

  /** The DER of the parameters as hexadecimal, {@code ""} without parameters. */
  public String keyAlgorithmParameters() {
    Der identifier = keyIdentifier();
    return identifier.hasChild(1) ? Bytes.hex(identifier.child(1).encoded()) : "";
  }

  private Der keyIdentifier() {
    return Der.of(x509.getPublicKey().getEncoded()).child(0);
  }

  /** Big-endian, as people read it. */
  public String serialNumber() {
    return Bytes.hex(x509.getSerialNumber().toByteArray());
  }

  public String signatureAlgorithm() {
    return x509.getSigAlgOID();
  }

  public int version() {
    return x509.getVersion();
  }

  /** RFC 4514 text of each component, in the order of the certificate. */
  private static String name(X500Principal principal) {
    StringBuilder text = new StringBuilder();
    for (Rdn component : components(principal)) {
      text.append(text.length() == 0 ? "" : ",").append(component);
    }
    return text.toString();
  }

  private static List<Rdn> components(X500Principal principal) {
    try {
      // LdapName counts from the right of the text, which is the start of the certificate's name.
      return new LdapName(principal.getName(X500Principal.RFC2253, NAMES)).getRdns();
    } catch (InvalidNameException e) {
      throw Fault.INVALID_ARGUMENT.because("The certificate holds a name that cannot be read.");
    }
  }

  private static String firstOid(X500Principal principal) {
    Der name = Der.of(principal.getEncoded());
    return name.hasChild(0) ? name.child(0).child(0).child(0).oid() : "";
  }

  /** By the name types of .NET; {@code ""} when the certificate has none of that type. */
  public String nameInfo(String type, boolean ofIssuer) {
    X500Principal principal =
        ofIssuer ? x509.getIssuerX500Principal() : x509.getSubjectX500Principal();
    return switch (type) {
      case "SimpleName" -> part(principal, "CN", part(principal, "OU", part(principal, "O", "")));
      case "EmailName" -> alternative(1, ofIssuer, part(principal, "E", ""));
      case "UpnName" -> alternative(0, ofIssuer, "");
      case "DnsName" -> alternative(2, ofIssuer, part(principal, "CN", ""));
      case "DnsFromAlternativeName" -> alternative(2, ofIssuer, "");
      case "UrlName" -> alternative(6, ofIssuer, "");
      default ->
          throw Fault.INVALID_ARGUMENT.because(
              "\""
                  + type
                  + "\" is not a name type. Use SimpleName, EmailName, UpnName, DnsName,"
                  + " DnsFromAlternativeName or UrlName.");
    };
  }

  private static String part(X500Principal principal, String type, String otherwise) {
    String found = otherwise;
    for (Rdn component : components(principal)) {
      if (component.getType().equalsIgnoreCase(type)) {
        found = component.getValue().toString();
      }
    }
    return found;
  }

  private String alternative(int type, boolean ofIssuer, String otherwise) {
    try {
      Collection<List<?>> names =
          ofIssuer ? x509.getIssuerAlternativeNames() : x509.getSubjectAlternativeNames();
      for (List<?> name : names == null ? new ArrayList<List<?>>() : names) {
        Object value = name.get(1);
        if (Integer.valueOf(type).equals(name.get(0))) {
          if (value instanceof String) {
            return (String) value;
          }
          Der other = Der.of((byte[]) value);
          if (other.child(0).oid().equals(UPN)) {
            return principalName(other.child(1));
          }
        }
      }
    } catch (CertificateException | IndexOutOfBoundsException e) {
      throw Fault.INVALID_ARGUMENT.because("The certificate's alternative names cannot be read.");
    }
    return otherwise;
  }

  /** The text may be wrapped in one or two context tags, depending on the provider. */
  private static String principalName(Der wrapped) {
    Der inner = wrapped;
    while ((inner.encoded()[0] & 0x20) != 0) {
      inner = inner.child(0);
    }
    return new String(inner.content(), StandardCharsets.UTF_8);
  }
}
