package dev.landfall.connectors.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.LDAPConnection;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in by Kerberos, with a keytab and with tickets, against Samba's own KDC. */
@Tag("samba")
class SambaKerberosTest {
  private static final String REALM = "CORP.EXAMPLE.COM";
  private static final String PLAIN = "ldap://127.0.0.1";

  @TempDir private Path temp;
  private SambaLab lab;
  private Path keytab;
  private String account;
  private String userDn;

  @BeforeEach
  void start() throws Exception {
    lab = SambaLab.running();
    Path domain = lab.file("etc/smb.conf");
    String name = "krb-" + UUID.randomUUID().toString().substring(0, 8);
    account = name + "@" + REALM;
    userDn = "CN=" + name + ",CN=Users," + lab.domainDn();
    try (LDAPConnection admin = lab.connect()) {
      admin.add(
          "dn: " + userDn,
          "objectClass: user",
          "sAMAccountName: " + name,
          "userPrincipalName: " + name + "@corp.example.com",
          "userAccountControl: 512",
          "unicodePwd:: "
              + java.util.Base64.getEncoder()
                  .encodeToString(
                      ("\"Lab-" + UUID.randomUUID() + "-Q7\"")
                          .getBytes(StandardCharsets.UTF_16LE)));
    }
    keytab = temp.resolve("service.keytab");
    int exported =
        run(
            "samba-tool",
            "domain",
            "exportkeytab",
            keytab.toString(),
            "--principal=" + account,
            "-s",
            domain.toString());
    Assumptions.assumeTrue(exported == 0, "samba-tool cannot export a keytab here.");
  }

  @AfterEach
  void stop() throws Exception {
    if (userDn != null) {
      try (LDAPConnection admin = lab.connect()) {
        admin.delete(userDn);
      }
    }
  }

  private int run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("output").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private Login.Kerberos login(Optional<Path> key, Optional<Path> cache) {
    return new Login.Kerberos(
        account,
        key,
        cache,
        Optional.empty(),
        Optional.of("127.0.0.1"),
        Optional.of("dc1.corp.example.com"));
  }

  private AdConnector connector(Login login) {
    return new AdConnector(
        new ConnectorId("11111111-2222-3333-4444-555555555555"),
        "corp.example.com",
        AdSettings.of(List.of(PLAIN), login).withSecurity(AdSettings.Security.PLAIN));
  }

  @Test
  void aKeytabSignsIn() {
    try (AdConnector connector = connector(login(Optional.of(keytab), Optional.empty()))) {
      assertThat(connector.parameters()).containsEntry("Domain.Netbios", "CORP");
      assertThat(connector.schema().objectClass("group")).isPresent();
    }
  }

  @Test
  void ticketsSignIn() throws Exception {
    Path configuration = temp.resolve("krb5.conf");
    Files.writeString(
        configuration,
        "[libdefaults]\n default_realm = "
            + REALM
            + "\n dns_lookup_kdc = false\n[realms]\n "
            + REALM
            + " = {\n  kdc = 127.0.0.1\n }\n");
    Path cache = temp.resolve("tickets");
    Process kinit =
        new ProcessBuilder(
                "env",
                "KRB5_CONFIG=" + configuration,
                "kinit",
                "-c",
                "FILE:" + cache,
                "-k",
                "-t",
                keytab.toString(),
                account)
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("kinit").toFile())
            .start();
    assertThat(kinit.waitFor()).as(Files.readString(temp.resolve("kinit"))).isZero();

    try (AdConnector connector = connector(login(Optional.empty(), Optional.of(cache)))) {
      assertThat(connector.parameters()).containsEntry("Domain.Netbios", "CORP");
    }
  }

  @Test
  void withoutTicketsTheReasonIsTold() {
    Login none = login(Optional.empty(), Optional.of(temp.resolve("no-tickets")));
    try (AdConnector connector = connector(none)) {
      LandfallException e = catchThrowableOfType(LandfallException.class, connector::parameters);

      assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.CREDENTIALS_REJECTED);
      assertThat(e.getMessage()).contains("Kerberos", "ticket cache");
    }
  }
}
