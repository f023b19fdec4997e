package dev.landfall.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPURL;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryCommandsTest {
  private static final String PASSWORD = "Correct-Horse-7";
  private static final String GROUP = "CN=Sales,OU=Groups,DC=ad,DC=example";
  private static final String LDIF =
      """
      dn: OU=Groups,DC=ad,DC=example
      objectClass: organizationalUnit

      dn: CN=Sales,OU=Groups,DC=ad,DC=example
      objectClass: group
      sAMAccountName: Sales
      member: CN=Ada,OU=Groups,DC=ad,DC=example

      dn: CN=Ada,OU=Groups,DC=ad,DC=example
      objectClass: user
      sAMAccountName: ada
      """;

  @TempDir Path folder;

  private static EmbeddedDirectory.Builder builder() {
    return EmbeddedDirectory.builder().administratorPassword(PASSWORD.toCharArray());
  }

  private static LDAPConnection connect(EmbeddedDirectory directory) throws Exception {
    LDAPURL url = new LDAPURL(directory.ldapUrl());
    return new LDAPConnection(url.getHost(), url.getPort(), directory.administratorDn(), PASSWORD);
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("corp.ldif"), text);
  }

  @Test
  void whatIsImportedIsThereWhenServedAndSoIsWhatChangedMeanwhile() throws Exception {
    Path data = folder.resolve("data");
    CommandLineRun run =
        CommandLineRun.of(
            "--json", "directory", "import", file(LDIF).toString(), "--data", data.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.path("entries").asInt()).isEqualTo(3);
    assertThat(report.path("links").asInt()).isEqualTo(1);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("directory.ldif"))))
        .isEqualTo("rw-------");

    byte[] guid;
    byte[] invocation;
    String settings;
    try (EmbeddedDirectory directory = builder().dataFolder(data).start();
        LDAPConnection ldap = connect(directory)) {
      guid = ldap.getEntry(GROUP).getAttributeValueBytes("objectGUID");
      ldap.modify("dn: " + GROUP, "changetype: modify", "add: info", "info: changed");
      settings = ldap.getRootDSE().getAttributeValue("dsServiceName");
      invocation = ldap.getEntry(settings).getAttributeValueBytes("invocationId");
    }
    try (EmbeddedDirectory directory = builder().dataFolder(data).start();
        LDAPConnection ldap = connect(directory)) {
      assertThat(ldap.getEntry(GROUP).getAttributeValue("info")).isEqualTo("changed");
      assertThat(ldap.getEntry(GROUP).getAttributeValueBytes("objectGUID")).isEqualTo(guid);
      assertThat(ldap.getEntry(GROUP).getAttributeValue("member")).startsWith("CN=Ada,");
      // Watermarks of before say nothing about the new numbers, and clients can tell.
      assertThat(ldap.getEntry(settings).getAttributeValueBytes("invocationId"))
          .isNotEqualTo(invocation);
    }
  }

  @Test
  void aFolderThatHoldsADirectoryIsNotWrittenOver() throws Exception {
    String[] arguments = {
      "directory", "import", file(LDIF).toString(), "--data", folder.resolve("d").toString()
    };
    assertThat(CommandLineRun.of(arguments).exitCode()).isZero();

    CommandLineRun again = CommandLineRun.of(arguments);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("holds a directory already");
  }

  @Test
  void everyProblemIsListedAndNothingIsKept() throws Exception {
    Path bad =
        file(
            LDIF.replace("objectClass: user\n", "")
                .replace("sAMAccountName: Sales", "groupType: x"));
    CommandLineRun run =
        CommandLineRun.of(
            "--json",
            "directory",
            "import",
            bad.toString(),
            "--data",
            folder.resolve("d").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(bad + ":4 groupType", bad + ":9 objectClass");
    JsonNode problems = new ObjectMapper().readTree(run.out()).path("problems");
    assertThat(problems.findValuesAsText("line")).contains("4", "9");
    assertThat(folder.resolve("d")).doesNotExist();
  }

  @Test
  void aRunningDirectoryIsExportedAndTheExportIsTakenOver() throws Exception {
    Path out = folder.resolve("out.ldif");
    Path password = Files.writeString(folder.resolve("pw"), PASSWORD);
    try (EmbeddedDirectory directory = builder().ldif(java.util.List.of(file(LDIF))).start()) {
      Path ca = Files.writeString(folder.resolve("ca.pem"), directory.certificatePem());
      CommandLineRun run =
          CommandLineRun.of(
              "directory",
              "export",
              out.toString(),
              "--url",
              directory.ldapsUrl(),
              "--account",
              directory.administratorDn(),
              "--password-file",
              password.toString(),
              "--certificate",
              ca.toString());
      assertThat(run.exitCode()).as(run.err()).isZero();
    }
    CommandLineRun check = CommandLineRun.of("directory", "import", out.toString());

    assertThat(check.exitCode()).as(check.err()).isZero();
    assertThat(Files.readString(out)).contains("member: CN=Ada,OU=Groups,DC=ad,DC=example");
  }

  @Test
  void anExportThatFailsLeavesTheFormerFileAlone() throws Exception {
    Path out = Files.writeString(folder.resolve("out.ldif"), "before");
    Path password = Files.writeString(folder.resolve("pw"), PASSWORD);
    CommandLineRun run =
        CommandLineRun.of(
            "directory",
            "export",
            out.toString(),
            "--url",
            "ldap://127.0.0.1:1",
            "--account",
            "CN=A,DC=ad,DC=example",
            "--password-file",
            password.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(Files.readString(out)).isEqualTo("before");
    try (var all = Files.list(folder)) {
      assertThat(all.filter(it -> it.toString().endsWith(".new"))).isEmpty();
    }
  }
}
