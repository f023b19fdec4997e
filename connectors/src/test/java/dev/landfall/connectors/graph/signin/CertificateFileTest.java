package dev.landfall.connectors.graph.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFileTest {
  private static TestCertificates made;

  @TempDir private Path folder;

  @BeforeAll
  static void make() throws Exception {
    made = TestCertificates.rsa();
  }

  @Test
  void readsEveryForm() throws Exception {
    for (Credential.Certificate read :
        new Credential.Certificate[] {
          CertificateFile.read(made.pkcs12(folder.resolve("a.p12"), "se cret"), "se cret"),
          CertificateFile.read(made.pkcs12(folder.resolve("b.pfx"), ""), ""),
          CertificateFile.read(made.pem(folder.resolve("c.pem")), ""),
          CertificateFile.read(made.encryptedPem(folder.resolve("d.pem"), "pw"), "pw")
        }) {
      assertThat(read.certificate()).isEqualTo(made.certificate());
      assertThat(read.key()).isEqualTo(made.credential().key());
    }
  }

  @Test
  void saysWhatIsWrongWithAFile() throws Exception {
    Path p12 = made.pkcs12(folder.resolve("a.p12"), "right");
    refused(p12, "wrong-password", "is not its password");
    refused(made.encryptedPem(folder.resolve("b.pem"), "right"), "wrong-password", "does not open");
    refused(folder.resolve("absent.p12"), "", "cannot be read");
    refused(Files.writeString(folder.resolve("c.pem"), "nonsense"), "", "is no PKCS#12 file");
    byte[] pkcs1 = {1};
    refused(made.pem(folder.resolve("d.pem"), "RSA PRIVATE KEY", pkcs1), "", "openssl pkcs8");
    byte[] foreign = TestCertificates.rsa().credential().key().getEncoded();
    refused(made.pem(folder.resolve("e.pem"), "PRIVATE KEY", foreign), "", "does not belong");
    refused(TestCertificates.elliptic().pkcs12(folder.resolve("f.p12"), ""), "", "takes RSA only");
    String alone =
        Files.readString(made.pem(folder.resolve("g.pem")))
            .replaceFirst("(?s)-----BEGIN PRIV.*?END PRIVATE KEY-----", "");
    refused(Files.writeString(folder.resolve("h.pem"), alone), "", "no private key");
  }

  private static void refused(Path file, String password, String saying) {
    assertThatThrownBy(() -> CertificateFile.read(file, password))
        .isInstanceOfSatisfying(
            LandfallException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
        .hasMessageContaining(file.toString())
        .hasMessageContaining(saying)
        .hasMessageNotContaining("wrong-password");
  }
}
