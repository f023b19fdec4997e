package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPURL;
import dev.landfall.connectors.ad.AdConnector;
import dev.landfall.connectors.ad.AdSettings;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.PendingImport;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.StepResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which containers are read, with the real connector over the embedded directory. */
class ContainerConformanceTest {
  private static final String PASSWORD = "Correct-Horse-7";

  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  private final EmbeddedDirectory directory =
      EmbeddedDirectory.builder()
          .domain("corp.example.com")
          .administratorPassword(PASSWORD.toCharArray())
          .start();
  private final String root = directory.domainDn();
  private Optional<LDAPConnection> open = Optional.empty();

  @BeforeEach
  void usersAreProjected() throws Exception {
    LDAPURL url = new LDAPURL(directory.ldapUrl());
    open =
        Optional.of(
            new LDAPConnection(
                url.getHost(), url.getPort(), directory.administratorDn(), PASSWORD));
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION)
            .direct("sAMAccountName", "accountName")
            .same("title"));
  }

  @AfterEach
  void close() {
    open.ifPresent(LDAPConnection::close);
    directory.close();
  }

  private LDAPConnection admin() {
    return open.orElseThrow();
  }

  private void container(String dn) throws Exception {
    admin().add("dn: " + dn + "," + root, "objectClass: organizationalUnit");
  }

  private void user(String name, String container) throws Exception {
    admin()
        .add(
            "dn: CN=" + name + "," + container + "," + root,
            "objectClass: user",
            "sAMAccountName: " + name);
  }

  private AdConnector reading(
      AdSettings.Changes changes, List<String> included, List<String> excluded) {
    return new AdConnector(
        AD1,
        "corp.example.com",
        AdSettings.of(directory.ldapsUrl(), directory.administratorDn(), PASSWORD)
            .trusting(directory.certificatePem())
            .reading(
                included.stream().map(dn -> dn + root).toList(),
                excluded.stream().map(dn -> dn + root).toList())
            .findingChangesBy(changes));
  }

  private List<String> names() {
    return lab.objects(AD1).stream()
        .filter(object -> object.pendingImport() != PendingImport.DELETE)
        .map(object -> object.importedImage().text("sAMAccountName").orElse(""))
        .sorted()
        .toList();
  }

  private long pendingDeletes() {
    return lab.objects(AD1).stream()
        .filter(object -> object.pendingImport() == PendingImport.DELETE)
        .count();
  }

  private StepResult run(AdConnector connector, RunProfile profile) {
    return lab.run(connector, profile).result();
  }

  private AdConnector threeUsersInA(AdSettings.Changes changes) throws Exception {
    container("OU=A");
    container("OU=Inner,OU=A");
    user("ann", "OU=A");
    user("bob", "OU=A");
    user("cid", "OU=Inner,OU=A");
    AdConnector connector = reading(changes, List.of("OU=A,"), List.of());
    assertThat(run(connector, RunProfile.FULL_IMPORT).result()).isEqualTo("success");
    assertThat(run(connector, RunProfile.FULL_SYNCHRONIZATION).result()).isEqualTo("success");
    assertThat(names()).containsExactly("ann", "bob", "cid");
    return connector;
  }

  @ParameterizedTest
  @EnumSource(
      value = AdSettings.Changes.class,
      names = {"DIR_SYNC", "USN"})
  void cs11_aDeltaImportFollowsARenamedContainerObsoletesNothingAndSaysSo(
      AdSettings.Changes changes) throws Exception {
    try (AdConnector connector = threeUsersInA(changes)) {
      admin().modifyDN("OU=A," + root, "OU=B", true);

      StepResult delta = run(connector, RunProfile.DELTA_IMPORT);

      assertThat(delta.result()).isEqualTo("completed-warnings");
      assertThat(delta.errors())
          .singleElement()
          .satisfies(
              issue -> {
                assertThat(issue.code()).isEqualTo("included-container-renamed");
                assertThat(issue.message()).contains("OU=A," + root, "OU=B," + root);
              });
      assertThat(pendingDeletes()).isZero();
      assertThat(names()).containsExactly("ann", "bob", "cid");
      assertThat(lab.objects(AD1))
          .extracting(CsObject::dn)
          .allMatch(dn -> dn.endsWith("OU=B," + root));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = AdSettings.Changes.class,
      names = {"DIR_SYNC", "USN"})
  void cs11_laterDeltaImportsGoOnFollowingIt(AdSettings.Changes changes) throws Exception {
    try (AdConnector connector = threeUsersInA(changes)) {
      admin().modifyDN("OU=A," + root, "OU=B", true);
      run(connector, RunProfile.DELTA_IMPORT);
      user("dan", "OU=B");
      admin().modify("CN=ann,OU=B," + root, mod("title", "Boss"));
      admin().delete("CN=bob,OU=B," + root);

      StepResult delta = run(connector, RunProfile.DELTA_IMPORT);

      assertThat(delta.counter("StageAdd")).isEqualTo(1);
      assertThat(delta.counter("StageDelete")).isEqualTo(1);
      assertThat(names()).containsExactly("ann", "cid", "dan");
    }
  }

  private static com.unboundid.ldap.sdk.Modification mod(String name, String value) {
    return new com.unboundid.ldap.sdk.Modification(
        com.unboundid.ldap.sdk.ModificationType.REPLACE, name, value);
  }

  @Test
  void cs11_aFullImportStopsBeforeItObsoletesWhatARenamedContainerHolds() throws Exception {
    try (AdConnector connector = threeUsersInA(AdSettings.Changes.DIR_SYNC)) {
      admin().modifyDN("OU=A," + root, "OU=B", true);

      StepResult full = run(connector, RunProfile.FULL_IMPORT);

      assertThat(full.result()).isEqualTo("no-start-partition-delete");
      assertThat(full.errors())
          .singleElement()
          .satisfies(issue -> assertThat(issue.message()).contains("OU=B," + root, "settings"));
      assertThat(pendingDeletes()).isZero();
    }
  }

  @Test
  void cs11_onceTheOldNameIsTakenOutOfTheSettingsItsChildrenArePendingDelete() throws Exception {
    threeUsersInA(AdSettings.Changes.DIR_SYNC).close();
    admin().modifyDN("OU=A," + root, "OU=B", true);
    container("OU=Other");
    try (AdConnector without =
        reading(AdSettings.Changes.DIR_SYNC, List.of("OU=Other,"), List.of())) {
      assertThat(run(without, RunProfile.DELTA_IMPORT).result())
          .as("a delta cannot see what other settings mean")
          .isEqualTo("no-start-full-import-required");

      StepResult full = run(without, RunProfile.FULL_IMPORT);

      assertThat(full.result()).isEqualTo("success");
      assertThat(pendingDeletes()).isEqualTo(3);
    }
  }

  @Test
  void cs11_withTheNewNameInTheSettingsEverythingGoesOnAndNothingIsDeleted() throws Exception {
    threeUsersInA(AdSettings.Changes.DIR_SYNC).close();
    admin().modifyDN("OU=A," + root, "OU=B", true);
    try (AdConnector corrected =
        reading(AdSettings.Changes.DIR_SYNC, List.of("OU=B,"), List.of())) {
      assertThat(run(corrected, RunProfile.DELTA_IMPORT).result()).isEqualTo("success");
      assertThat(run(corrected, RunProfile.FULL_IMPORT).result()).isEqualTo("success");

      assertThat(pendingDeletes()).isZero();
      assertThat(names()).containsExactly("ann", "bob", "cid");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = AdSettings.Changes.class,
      names = {"DIR_SYNC", "USN"})
  void cs12_theNearestContainerDecides(AdSettings.Changes changes) throws Exception {
    container("OU=C");
    container("OU=S,OU=C");
    container("OU=D");
    user("u", "OU=S,OU=C");
    user("v", "OU=D");
    try (AdConnector connector = reading(changes, List.of("OU=C,"), List.of(""))) {
      run(connector, RunProfile.FULL_IMPORT);
      assertThat(names()).containsExactly("u");

      user("w", "OU=D");
      user("x", "OU=C");
      run(connector, RunProfile.DELTA_IMPORT);
      assertThat(names()).containsExactly("u", "x");
    }
  }

  @Test
  void cs12_anExclusionWithinAnInclusionWithinAnExclusion() throws Exception {
    container("OU=C");
    container("OU=S,OU=C");
    container("OU=T,OU=S,OU=C");
    user("in", "OU=C");
    user("out", "OU=S,OU=C");
    user("again", "OU=T,OU=S,OU=C");
    try (AdConnector connector =
        reading(
            AdSettings.Changes.DIR_SYNC,
            List.of("OU=C,", "OU=T,OU=S,OU=C,"),
            List.of("", "OU=S,OU=C,"))) {
      run(connector, RunProfile.FULL_IMPORT);

      assertThat(names()).containsExactly("again", "in");
    }
  }

  @Test
  void cs12_anObjectMovedOutOfTheSelectionIsPendingDeleteAndAnAddWhenItComesBack()
      throws Exception {
    try (AdConnector connector = threeUsersInA(AdSettings.Changes.DIR_SYNC)) {
      container("OU=Outside");
      admin().modifyDN("CN=ann,OU=A," + root, "CN=ann", true, "OU=Outside," + root);
      run(connector, RunProfile.DELTA_IMPORT);
      assertThat(pendingDeletes()).isEqualTo(1);
      run(connector, RunProfile.DELTA_SYNCHRONIZATION);
      assertThat(lab.metaverse()).hasSize(2);

      admin().modifyDN("CN=ann,OU=Outside," + root, "CN=ann", true, "OU=A," + root);
      StepResult back = run(connector, RunProfile.DELTA_IMPORT);

      assertThat(back.counter("StageAdd")).isEqualTo(1);
      assertThat(names()).containsExactly("ann", "bob", "cid");
    }
  }
}
