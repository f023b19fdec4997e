package dev.landfall.expression.connect;

import static dev.landfall.expression.ExpressionValue.NULL;
import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.DateTime;
import dev.landfall.expression.ExpressionValue.Multi;
import dev.landfall.expression.certificate.Certificate;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Fields of X.509 certificates, given as DER or base64. Other bytes are an error, except for
 * IsCert.
 */
final class CertificateFunctions {
  private static final FunctionRow.Family IN = FunctionRow.family(Dialect.CONNECT, "Certificates");

  private static final ExpressionValue SAMPLE = of(SampleCertificate.BASE64);
  private static final String THUMBPRINT = "952E5164403F680587E8472A233726AA29B7EA4F";

  private CertificateFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row(
                  "mvstr CertExtensionOids(bin|str certificateRawData)",
                  "Object identifiers of the critical extensions.")
              .example("CertExtensionOids([c])", "c", SAMPLE, "{2.5.29.19}")
              .nullGives(NULL)
              .computes(
                  a ->
                      new Multi(
                          read(a).criticalExtensions().stream().map(ExpressionValue::of).toList())),
          text("CertFormat", "Always X509.", "X509", c -> "X509"),
          text(
              "CertFriendlyName", "The alias: a certificate itself carries none.", "NULL", c -> ""),
          text("CertHashString", "SHA-1 of the certificate.", THUMBPRINT, Certificate::thumbprint),
          text("CertIssuer", "The issuer's name.", "C=DE,O=Landfall,CN=Ada", Certificate::issuer),
          text(
              "CertIssuerDN",
              "The issuer's distinguished name.",
              "C=DE,O=Landfall,CN=Ada",
              Certificate::issuer),
          text(
              "CertIssuerOid",
              "Object identifier of the first attribute of the issuer's name.",
              "2.5.4.6",
              Certificate::issuerOid),
          text(
              "CertKeyAlgorithm",
              "Object identifier of the key algorithm.",
              "1.2.840.113549.1.1.1",
              Certificate::keyAlgorithm),
          text(
              "CertKeyAlgorithmParams",
              "DER of the key algorithm's parameters, as hexadecimal.",
              "0500",
              Certificate::keyAlgorithmParameters),
          IN.row(
                  "str CertNameInfo(bin|str certificateRawData, str x509NameType, bool includesIssuerName)",
                  "One name: SimpleName, EmailName, UpnName, DnsName, DnsFromAlternativeName, UrlName; the last argument asks for the issuer's.")
              .example("CertNameInfo([c],\"SimpleName\",False)", "c", SAMPLE, "Ada")
              .example("CertNameInfo([c],\"EmailName\",False)", "c", SAMPLE, "ada@landfall.example")
              .nullGives(NULL)
              .computes(a -> of(read(a).nameInfo(a.text(1), a.bool(2)))),
          date(
              "CertNotAfter",
              "The end of validity, in UTC.",
              "2126-10-30T21:23:42Z",
              Certificate::notAfter),
          date(
              "CertNotBefore",
              "The start of validity, in UTC.",
              "2026-11-23T21:23:42Z",
              Certificate::notBefore),
          text(
              "CertPublicKeyOid",
              "Object identifier of the public key's algorithm.",
              "1.2.840.113549.1.1.1",
              Certificate::keyAlgorithm),
          text(
              "CertPublicKeyParametersOid",
              "Object identifier of the public key's algorithm, too.",
              "1.2.840.113549.1.1.1",
              Certificate::keyAlgorithm),
          text(
              "CertSerialNumber",
              "The serial number, big-endian hexadecimal.",
              "1A2B3C",
              Certificate::serialNumber),
          text(
              "CertSignatureAlgorithmOid",
              "Object identifier of the signature algorithm.",
              "1.2.840.113549.1.1.11",
              Certificate::signatureAlgorithm),
          text(
              "CertSubject", "The subject's name.", "C=DE,O=Landfall,CN=Ada", Certificate::subject),
          text(
              "CertSubjectNameDN",
              "The subject's distinguished name.",
              "C=DE,O=Landfall,CN=Ada",
              Certificate::subject),
          text(
              "CertSubjectNameOid",
              "Object identifier of the first attribute of the subject's name.",
              "2.5.4.6",
              Certificate::subjectOid),
          text(
              "CertThumbprint", "The same as CertHashString.", THUMBPRINT, Certificate::thumbprint),
          text("CertVersion", "The version, 3 for v3.", "3", c -> Integer.toString(c.version())),
          IN.row(
                  "bool IsCert(bin|str certificateRawData)",
                  "Whether the value is an X.509 certificate.")
              .example("IsCert([c])", "c", SAMPLE, "True")
              .example("IsCert(\"x\")", "False")
              .nullGives(of(false))
              .computes(a -> of(parsed(a).isPresent())));

  private static FunctionDefinition text(
      String name, String description, String expected, Function<Certificate, String> field) {
    return IN.row("str " + name + "(bin|str certificateRawData)", description)
        .example(name + "([c])", "c", SAMPLE, expected)
        .nullGives(NULL)
        .computes(a -> of(field.apply(read(a))));
  }

  private static FunctionDefinition date(
      String name, String description, String expected, Function<Certificate, Instant> field) {
    return IN.row("dt " + name + "(bin|str certificateRawData)", description)
        .example(name + "([c])", "c", SAMPLE, expected)
        .nullGives(NULL)
        .computes(a -> new DateTime(field.apply(read(a))));
  }

  /**
   * Parsing costs more steps than reading: so many for any certificate, and more for a long one.
   */
  private static Optional<Certificate> parsed(Arguments a) {
    boolean binary = a.value(0) instanceof ExpressionValue.Bin;
    boolean text = a.value(0) instanceof ExpressionValue.Text;
    int length = binary ? a.bytes(0).length : text ? a.text(0).length() : 0;
    a.budget().steps(200 + length / 16);
    return Certificate.of(a.value(0));
  }

  private static Certificate read(Arguments a) {
    return parsed(a).orElseThrow(() -> a.invalid(0, "is not a certificate."));
  }
}
