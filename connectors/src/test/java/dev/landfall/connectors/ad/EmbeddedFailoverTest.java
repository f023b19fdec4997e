package dev.landfall.connectors.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportRequest.Operation;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several domain controllers, of which one at a time is used. */
class EmbeddedFailoverTest {
  private static final String NOBODY = "ldaps://localhost:1";

  private EmbeddedLab first;
  private EmbeddedLab second;

  @BeforeEach
  void start() {
    first = new EmbeddedLab();
    second = new EmbeddedLab();
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  /** Both labs have the same names and password; each made a certificate of its own. */
  private AdSettings settings(String... servers) {
    AdSettings one = first.settings();
    String both =
        one.trustedCertificates().orElseThrow()
            + second.settings().trustedCertificates().orElseThrow();
    return AdSettings.of(List.of(servers), one.login()).trusting(both);
  }

  private String url(EmbeddedLab lab) {
    return lab.settings().servers().get(0);
  }

  private static String address(String url) {
    URI parsed = URI.create(url);
    return parsed.getHost() + ":" + parsed.getPort();
  }

  private static AdConnector connector(AdSettings settings) {
    return new AdConnector(
        new ConnectorId("11111111-2222-3333-4444-555555555555"), "corp", settings);
  }

  private static ImportRequest request(Optional<Watermark> from) {
    return new ImportRequest(from, Map.of("group", Set.of(AttributeName.of("description"))));
  }

  private static void group(EmbeddedLab lab, String name) throws Exception {
    try (LDAPConnection admin = lab.connect()) {
      admin.add(
          "dn: CN=" + name + ",CN=Users," + lab.domainDn(),
          "objectClass: group",
          "sAMAccountName: " + name);
    }
  }

  @Test
  void theNextControllerIsUsedWhereTheFirstDoesNotAnswer() {
    try (AdConnector connector = connector(settings(NOBODY, url(second)))) {
      assertThat(connector.parameters()).containsKey("Domain.FQDN");
      assertThat(connector.check()).first().matches(it -> it.message().contains("Connected"));
    }
  }

  @Test
  void whenNoneAnswersAllAreNamed() {
    try (AdConnector connector = connector(settings(NOBODY, "ldaps://localhost:2"))) {
      LandfallException e = catchThrowableOfType(LandfallException.class, connector::parameters);

      assertThat(e.code()).isEqualTo(ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE);
      assertThat(e.getMessage()).contains("localhost:1", "localhost:2");
    }
  }

  /** A controller that turns the account away must not be passed over in silence. */
  @Test
  void refusedCredentialsAreNotTriedElsewhere() {
    AdSettings wrong =
        settings(url(first), url(second))
            .withLogin(new Login.Password(first.settings().login().account(), "wrong"));
    try (AdConnector connector = connector(wrong)) {
      LandfallException e = catchThrowableOfType(LandfallException.class, connector::parameters);

      assertThat(e.code()).isEqualTo(ErrorCode.CREDENTIALS_REJECTED);
      assertThat(e.getMessage()).contains(address(url(first)));
    }
  }

  @Test
  void aRunEndsWhereItsControllerDoesAndTheNextRunGoesOnElsewhere() throws Exception {
    group(first, "OnFirst");
    group(second, "OnSecond");
    try (AdConnector connector = connector(settings(url(first), url(second)))) {
      connector.schema();
      first.directory.faults().cutConnectionAfterEntries(1);

      LandfallException e =
          catchThrowableOfType(
              LandfallException.class,
              () -> connector.importObjects(request(Optional.empty()), new Recorder()));
      assertThat(e.code()).isEqualTo(ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE);

      Recorder seen = new Recorder();
      connector.importObjects(request(Optional.empty()), seen);
      assertThat(seen.objects.values()).extracting(it -> it.dn()).anyMatch(this::onSecond);
    }
  }

  private boolean onSecond(String dn) {
    return dn.startsWith("CN=OnSecond,");
  }

  @ParameterizedTest
  @EnumSource(
      value = AdSettings.Changes.class,
      names = {"DIR_SYNC", "USN"})
  void aWatermarkOfAnotherControllerNeedsAFullImport(AdSettings.Changes changes) {
    String one = url(first);
    String other = url(second);
    AdSettings both = settings(one, other).findingChangesBy(changes);
    try (AdConnector connector = connector(both)) {
      Watermark mark = connector.importObjects(request(Optional.empty()), new Recorder());
      first.close();
      Recorder seen = new Recorder();

      LandfallException lost =
          catchThrowableOfType(
              LandfallException.class,
              () -> connector.importObjects(request(Optional.of(mark)), seen));
      assertThat(lost.code()).isEqualTo(ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE);
      LandfallException e =
          catchThrowableOfType(
              LandfallException.class,
              () -> connector.importObjects(request(Optional.of(mark)), seen));

      assertThat(e.code()).isEqualTo(ErrorCode.FULL_IMPORT_REQUIRED);
      assertThat(e.getMessage()).contains(address(one), address(other));
      assertThat(seen.deleted).isEmpty();
      assertThat(seen.objects).isEmpty();
    }
  }

  /** A delta import goes to the controller that knows its watermark, whatever the list says. */
  @Test
  void theControllerOfTheLastImportIsAskedFirst() throws Exception {
    Watermark mark;
    try (AdConnector connector = connector(settings(url(second)))) {
      mark = connector.importObjects(request(Optional.empty()), new Recorder());
    }
    group(second, "Fresh");
    try (AdConnector connector = connector(settings(url(first), url(second)))) {
      Recorder seen = new Recorder();
      connector.importObjects(request(Optional.of(mark)), seen);

      assertThat(seen.named("Fresh").objectType()).isEqualTo("group");
    }
  }

  @Test
  void aBusyServerIsGivenTime() throws Exception {
    group(first, "Sales");
    try (AdConnector connector = connector(settings(url(first)));
        LDAPConnection admin = first.connect()) {
      connector.schema();
      first.directory.faults().busyForNextWrites(3);
      String dn = "CN=Sales,CN=Users," + first.domainDn();
      Recorder seen = new Recorder();
      connector.importObjects(request(Optional.empty()), seen);
      Anchor anchor = seen.named("Sales").anchor();

      ExportResult result =
          connector
              .export(
                  List.of(
                      new ExportRequest(
                          1,
                          Operation.UPDATE,
                          "group",
                          Optional.of(anchor),
                          dn,
                          Optional.empty(),
                          List.of(
                              new AttributeChange(
                                  AttributeName.of("description"), List.of(Value.of("Busy")))),
                          List.of())))
              .get(0);

      assertThat(result.accepted()).isTrue();
      assertThat(admin.getEntry(dn).getAttributeValue("description")).isEqualTo("Busy");
    }
  }

  @Test
  void aPasswordChangedInTheMiddleOfARunIsSaidPlainly() throws Exception {
    try (LDAPConnection admin = first.connect()) {
      String service = "CN=svc,CN=Users," + first.domainDn();
      admin.add(
          "dn: " + service,
          "objectClass: user",
          "sAMAccountName: svc",
          "userAccountControl: 512",
          "userPassword: Correct-Horse-8");
      AdSettings as =
          settings(url(first)).withLogin(new Login.Password(service, "Correct-Horse-8"));
      try (AdConnector connector = connector(as)) {
        connector.schema();
        admin.modify(
            service, new Modification(ModificationType.REPLACE, "userPassword", "Correct-Horse-9"));
        // Writes need a connection of their own, which is only made now.
        LandfallException e =
            catchThrowableOfType(
                LandfallException.class, () -> connector.export(List.of(deletion())));

        assertThat(e.code()).isEqualTo(ErrorCode.CREDENTIALS_REJECTED);
        assertThat(e.getMessage()).contains("password").doesNotContain("Horse");
      }
    }
  }

  private static ExportRequest deletion() {
    return new ExportRequest(
        1,
        Operation.DELETE,
        "group",
        Optional.of(new Anchor("00000000-0000-0000-0000-000000000001")),
        "CN=x",
        Optional.empty(),
        List.of(),
        List.of());
  }
}
