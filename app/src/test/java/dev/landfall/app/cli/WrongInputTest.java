package dev.landfall.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import dev.landfall.app.demo.EmbeddedWorld;
import dev.landfall.app.demo.HomeFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One clear message for each mistake: what, where, and the next step; never a stack trace. */
class WrongInputTest {
  private static EmbeddedWorld world;

  @TempDir private Path home;
  private Path yaml;

  @BeforeAll
  static void start() {
    world = new EmbeddedWorld();
    world
        .directory()
        .add(
            world.configuration().groupWriteback().orElseThrow().container(),
            List.of(new Attribute("objectClass", "organizationalUnit")));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void writeHome() throws Exception {
    HomeFolder.write(home, world.configuration());
    yaml = home.resolve("landfall.yaml");
  }

  private CommandLineRun check() {
    CommandLineRun run = CommandLineRun.of("--home", home.toString(), "check");
    assertThat(run.err() + run.out())
        .as("no stack trace without --verbose")
        .doesNotContain("\tat ")
        .doesNotContain("Exception");
    return run;
  }

  private void replace(String text, String by) throws Exception {
    String before = Files.readString(yaml);
    assertThat(before).contains(text);
    Files.writeString(yaml, before.replace(text, by));
  }

  @Test
  void everythingIsWellInTheFirstPlace() {
    CommandLineRun run = check();

    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    Files.delete(yaml);

    CommandLineRun run = check();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("landfall.yaml").contains("--home");
  }

  @Test
  void malformedYamlIsNamedWithItsLine() throws Exception {
    replace("forests:", "forests: [");

    CommandLineRun run = check();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).containsPattern("landfall\\.yaml:\\d+: ");
  }

  @Test
  void anUnknownKeyGetsASuggestionAndAWrongTypeIsToldAtOnce() throws Exception {
    replace("  clientId:", "  clientID2:");
    replace("    containers: [\"DC=corp,DC=example,DC=com\"]", "    containers: DC=corp");

    CommandLineRun run = check();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("did you mean \"clientId\"?")
        .contains("landfall.yaml:4: tenant.clientID2")
        .contains("containers")
        .contains("Expected a list");
  }

  @Test
  void aSecretInClearTextIsRefused() throws Exception {
    replace("password: file:password", "password: hunter2");

    CommandLineRun run = check();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--allow-plain-secrets").doesNotContain("hunter2");
  }

  @Test
  void aWrongPasswordIsNamedWithHostAndAccount() throws Exception {
    Files.writeString(home.resolve("password"), "wrong-secret");

    CommandLineRun run = CommandLineRun.of("--home", home.toString(), "migrate", "assess");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("localhost", "password")
        .doesNotContain("wrong-secret")
        .doesNotContain("\tat ");
  }

  @Test
  void aWrongClientSecretIsNamed() throws Exception {
    Files.writeString(home.resolve("client-secret"), "wrong-secret");

    CommandLineRun run = CommandLineRun.of("--home", home.toString(), "features", "list");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("7000215").doesNotContain("wrong-secret");
  }

  @Test
  void anUnreachableServerIsNamed() throws Exception {
    Files.writeString(
        yaml,
        Files.readString(yaml).replaceAll("server: ldaps://.*", "server: ldaps://localhost:1"));

    CommandLineRun run = CommandLineRun.of("--home", home.toString(), "migrate", "assess");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("localhost").contains(":1").doesNotContain("\tat ");
  }

  @Test
  void aCertificateThatDoesNotVerifyIsNamed() throws Exception {
    try (EmbeddedWorld other = new EmbeddedWorld()) {
      Files.writeString(home.resolve("ca.pem"), other.directory().certificatePem());

      CommandLineRun run = CommandLineRun.of("--home", home.toString(), "migrate", "assess");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .containsIgnoringCase("certificate")
          .contains("trustedCertificates")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void anUnknownCommandGetsASuggestion() {
    CommandLineRun run = CommandLineRun.of("cylce");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("cycle");
  }
}
