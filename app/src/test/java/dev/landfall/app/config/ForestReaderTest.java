package dev.landfall.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landfall.connectors.ad.AdSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForestReaderTest {
  @TempDir private Path home;

  private HomeConfiguration.Forest forest(String lines) throws IOException {
    return read(lines).forests().get(0);
  }

  private HomeConfiguration read(String lines) throws IOException {
    Files.writeString(
        home.resolve(ConfigurationReader.FILE),
        """
        tenant:
          name: contoso.onmicrosoft.com
          tenantId: 7f1c2a34-0000-0000-0000-000000000000
          clientId: 0b2d5e67-0000-0000-0000-000000000000
          clientSecret: env:SECRET
        forests:
          - name: corp.example.com
            account: svc@CORP.EXAMPLE.COM
        """
            + lines.indent(4));
    return ConfigurationReader.read(home, Map.of("SECRET", "x"), false);
  }

  private String problems(String lines) {
    return String.valueOf(
        catchThrowableOfType(ConfigurationException.class, () -> read(lines)).getMessage());
  }

  @Test
  void oneServerIsEnough() throws IOException {
    HomeConfiguration.Forest forest =
        forest("server: ldaps://dc1.corp.example.com\npassword: env:SECRET");

    assertThat(forest.servers()).containsExactly("ldaps://dc1.corp.example.com");
    assertThat(forest.globalCatalogs()).isEmpty();
    assertThat(forest.access()).isEqualTo(ForestAccess.USUAL);
  }

  @Test
  void severalServersKeepTheirOrder() throws IOException {
    HomeConfiguration.Forest forest =
        forest(
            """
            server: [ldaps://dc1.corp.example.com, ldaps://dc2.corp.example.com]
            globalCatalog:
              - ldaps://dc1.corp.example.com:3269
              - ldaps://dc2.corp.example.com:3269
            password: env:SECRET
            changes: usn
            timeout: 2m
            connections: 8
            """);

    assertThat(forest.servers())
        .containsExactly("ldaps://dc1.corp.example.com", "ldaps://dc2.corp.example.com");
    assertThat(forest.globalCatalogs()).hasSize(2);
    assertThat(forest.access().changes()).isEqualTo(AdSettings.Changes.USN);
    assertThat(forest.access().timeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(forest.access().connections()).isEqualTo(8);
  }

  @Test
  void kerberosNeedsNoPassword() throws IOException {
    Files.write(home.resolve("svc.keytab"), new byte[] {5, 2});

    HomeConfiguration.Forest forest =
        forest(
            """
            server: ldap://dc1.corp.example.com
            kerberos:
              keytab: file:svc.keytab
              kdc: dc1.corp.example.com
            """);

    assertThat(forest.access().kerberos().orElseThrow().keytab().orElseThrow())
        .isEqualTo(home.resolve("svc.keytab").toAbsolutePath());
    assertThat(forest.access().kerberos().orElseThrow().account())
        .isEqualTo("svc@CORP.EXAMPLE.COM");
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    assertThat(
            problems(
                """
                server: []
                kerberos: { keytab: none.keytab, tiketCache: x }
                password: env:SECRET
                changes: sometimes
                timeout: soon
                connections: 1
                """))
        .contains("The list is empty")
        .contains("none.keytab\" cannot be read")
        .contains("did you mean \"ticketCache\"")
        .contains("not both")
        .contains("\"sometimes\"")
        .contains("\"soon\"")
        .contains("from 2 to 64");
  }

  @Test
  void someoneMustSignIn() {
    assertThat(problems("server: ldaps://dc1.corp.example.com"))
        .contains("password")
        .contains("kerberos");
  }

  @Test
  void aServerIsNeeded() {
    assertThat(problems("password: env:SECRET")).contains("server");
  }
}
