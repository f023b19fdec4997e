package dev.landfall.connectors.ad;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import dev.landfall.core.check.Check;
import dev.landfall.core.check.Check.Status;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.directory.DirectoryEntry;
import dev.landfall.core.value.Attributes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the checks say of an account that is given one right after the other on real permissions.
 */
@Tag("samba")
class SambaRightsTest {
  private static final String GROUP = "bf967a9c-0de6-11d0-a285-00aa003049e2";
  private static final List<String> ATTRIBUTES = List.of("member", "displayName", "groupType");

  @TempDir private Path temp;
  private SambaLab lab;
  private LDAPConnection admin;
  private String adminPassword;
  private String tag;
  private String ou;
  private String userDn;
  private String sid;
  private AdSettings as;

  @BeforeEach
  void start() throws Exception {
    lab = SambaLab.running();
    adminPassword = ((Login.Password) lab.settings().login()).password();
    admin = lab.connect();
    tag = UUID.randomUUID().toString().substring(0, 8);
    ou = "OU=rights-" + tag + "," + lab.domainDn();
    userDn = "CN=svc-" + tag + ",CN=Users," + lab.domainDn();
    String password = "Lab-" + UUID.randomUUID() + "-Q7";
    admin.add("dn: " + ou, "objectClass: organizationalUnit");
    admin.add(
        "dn: " + userDn,
        "objectClass: user",
        "sAMAccountName: svc-" + tag,
        "userAccountControl: 512",
        "unicodePwd:: "
            + Base64.getEncoder()
                .encodeToString(("\"" + password + "\"").getBytes(StandardCharsets.UTF_16LE)));
    sid = Decoder.sid(admin.getEntry(userDn).getAttributeValueBytes("objectSid"));
    as =
        lab.settings()
            .withLogin(new Login.Password(userDn, password))
            .reading(List.of(ou), List.of());
  }

  @AfterEach
  void stop() throws Exception {
    if (admin != null) {
      for (String name : List.of("CN=first," + ou, ou, userDn)) {
        if (admin.getEntry(name, "1.1") != null) {
          admin.delete(name);
        }
      }
      admin.close();
    }
  }

  private void grant(String dn, String ace) throws Exception {
    Process tool =
        new ProcessBuilder(
                "samba-tool",
                "dsacl",
                "set",
                "-H",
                "ldap://127.0.0.1",
                "--objectdn=" + dn,
                "--sddl=" + ace.formatted(sid),
                "-U",
                "Administrator%" + adminPassword)
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("dsacl").toFile())
            .start();
    assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(tool.exitValue()).as(Files.readString(temp.resolve("dsacl"))).isZero();
  }

  private List<Check> writing(Optional<DirectoryEntry> sample) {
    try (AdDirectory directory = new AdDirectory(as)) {
      return directory.checkWriting(ou, ATTRIBUTES, sample);
    }
  }

  private static Status status(List<Check> checks, String id) {
    return check(checks, id).status();
  }

  private static Check check(List<Check> checks, String id) {
    return checks.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void eachRightIsMissedAndThenFound() throws Exception {
    List<Check> none = writing(Optional.empty());
    assertThat(status(none, "writeback-create")).isEqualTo(Status.FAIL);
    assertThat(status(none, "writeback-write")).isEqualTo(Status.FAIL);
    assertThat(status(none, "writeback-delete")).isEqualTo(Status.FAIL);
    assertThat(check(none, "writeback-create").message()).contains("create child objects");
    assertThat(check(none, "writeback-create").fix())
        .startsWith("dsacls \"" + ou + "\" /I:T /G \"CORP\\svc-" + tag + ":CC;group\"");
    assertThat(check(none, "writeback-write").message())
        .contains("write member", "write displayName");

    grant(ou, "(OA;CI;CC;" + GROUP + ";;%s)");
    List<Check> create = writing(Optional.empty());
    assertThat(status(create, "writeback-create")).isEqualTo(Status.PASS);
    assertThat(status(create, "writeback-write")).isEqualTo(Status.FAIL);
    assertThat(status(create, "writeback-delete")).isEqualTo(Status.FAIL);

    grant(ou, "(OA;CIIO;RPWP;;" + GROUP + ";%s)");
    List<Check> write = writing(Optional.empty());
    assertThat(status(write, "writeback-write")).isEqualTo(Status.PASS);
    assertThat(status(write, "writeback-delete")).isEqualTo(Status.FAIL);

    grant(ou, "(OA;CI;DC;" + GROUP + ";;%s)");
    assertThat(writing(Optional.empty())).allMatch(it -> it.status() == Status.PASS);
  }

  /** What the checks promise holds: the account does with these rights what the connector does. */
  @Test
  void theRightsOfTheDocumentAreEnough() throws Exception {
    grant(ou, "(OA;CI;CC;" + GROUP + ";;%s)");
    grant(ou, "(OA;CIIO;RPWP;;" + GROUP + ";%s)");
    grant(ou, "(OA;CI;DC;" + GROUP + ";;%s)");
    try (AdDirectory directory = new AdDirectory(as)) {
      DirectoryEntry made =
          directory.create(
              ou,
              "first",
              "group",
              Attributes.builder().set("sAMAccountName", "first" + tag).build());
      assertThat(writing(Optional.of(made))).extracting(Check::id).contains("writeback-write");
      assertThat(status(writing(Optional.of(made)), "writeback-write")).isEqualTo(Status.PASS);
      directory.delete(made.guid());
      assertThat(directory.read(made.guid(), java.util.Set.of())).isEmpty();
    }
  }

  @Test
  void oneAttributeAloneIsNotEnough() throws Exception {
    grant(ou, "(OA;CIIO;WP;bf9679c0-0de6-11d0-a285-00aa003049e2;" + GROUP + ";%s)");

    assertThat(check(writing(Optional.empty()), "writeback-write").message())
        .contains("write displayName")
        .doesNotContain("write member");
  }

  @Test
  void moreThanNeededIsTold() throws Exception {
    grant(ou, "(A;CI;GA;;;%s)");

    List<Check> all = writing(Optional.empty());

    assertThat(status(all, "writeback-excess")).isEqualTo(Status.WARN);
    assertThat(all).noneMatch(it -> it.status() == Status.FAIL);
  }

  private List<Check> reading(AdSettings settings) {
    try (AdConnector connector =
        new AdConnector(
            new ConnectorId("11111111-2222-3333-4444-555555555555"), "corp", settings)) {
      return new ArrayList<>(connector.check());
    }
  }

  @Test
  void theMethodOfFindingChangesIsToldWithItsReason() {
    List<Check> automatic = reading(as);
    assertThat(status(automatic, "ad-changes")).isEqualTo(Status.WARN);
    assertThat(check(automatic, "ad-changes").message()).contains("USN", "may not replicate");
    assertThat(check(automatic, "ad-changes").fix())
        .contains("dsacls", "CORP\\svc-" + tag, "Replicating Directory Changes");
    // Samba lets everybody look at deleted objects, Windows does not.
    assertThat(status(automatic, "ad-deleted")).isEqualTo(Status.PASS);

    List<Check> required = reading(as.findingChangesBy(AdSettings.Changes.DIR_SYNC));
    assertThat(status(required, "ad-changes")).isEqualTo(Status.FAIL);

    List<Check> chosen = reading(as.findingChangesBy(AdSettings.Changes.USN));
    assertThat(status(chosen, "ad-changes")).isEqualTo(Status.PASS);

    assertThat(status(reading(lab.settings()), "ad-changes")).isEqualTo(Status.PASS);
  }

  @Test
  void aPasswordCannotBeReadFromChecks() {
    assertThat(reading(as).toString()).doesNotContain("Lab-");
  }
}
