package dev.landfall.connectors.ad;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.ServerSet;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.value.AttributeName;
import dev.landfall.testkit.connector.RecordedImport;
import dev.landfall.testkit.fault.LdapFault;
import dev.landfall.testkit.fault.LdapFaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An import is whole or it throws: every operation of a full and of a delta import fails once, in
 * every way, between the connector and a directory that knows nothing of it.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AdFaultContract {
  private static final Set<ErrorCode> SAYS_WHY =
      EnumSet.of(
          ErrorCode.INCOMPLETE_READ,
          ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE,
          ErrorCode.CONNECTED_SYSTEM_BUSY,
          ErrorCode.CREDENTIALS_REJECTED,
          ErrorCode.FULL_IMPORT_REQUIRED);

  private LdapFaultProxy proxy = never();
  private AdWorld world = never();
  private Connector connector = never();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // set before each test
  private static <T> T never() {
    return null;
  }

  abstract AdLab open() throws Exception;

  /** How long an answer may take: longer than the directory ever needs by itself. */
  abstract Duration patience();

  abstract Set<LdapFault> faults();

  /** The directory, for the proxy. */
  abstract ServerSet server(AdLab lab) throws Exception;

  @BeforeEach
  void start() throws Exception {
    AdLab lab = open();
    proxy = LdapFaultProxy.withPages(server(lab), 3);
    world =
        new AdWorld(
            lab,
            AdSettings.of(List.of(proxy.url()), lab.settings().login())
                .withSecurity(AdSettings.Security.PLAIN)
                .answeringWithin(patience()),
            0);
    connector = world.connector();
  }

  @AfterEach
  @SuppressWarnings(
      "NullAway") // where there is no such directory the test ends before they are set
  void stop() throws Exception {
    if (proxy != null) {
      proxy.heal();
      connector.close();
      world.close();
      proxy.close();
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void anImportIsWholeOrThrows(LdapFault fault) throws Exception {
    List<Anchor> users = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      users.add(world.user("fault" + i));
    }
    Anchor group = world.group("Struck", users.subList(0, 5));
    RecordedImport before = new RecordedImport();
    Watermark mark = connector.importObjects(request(Optional.empty()), before);
    everyOperation(fault, Optional.empty(), new RecordedImport(), before.state());

    world.addMember(group, users.get(6));
    world.removeMember(group, users.get(0));
    world.delete(users.get(5));
    world.user("fresh");
    RecordedImport after = before.copy();
    connector.importObjects(request(Optional.of(mark)), after);
    assertThat(after.members(group)).hasSize(5).contains(users.get(6));
    assertThat(after.deleted()).containsExactly(users.get(5));
    everyOperation(fault, Optional.of(mark), before, after.state());
  }

  private static ImportRequest request(Optional<Watermark> from) {
    AttributeName displayName = AttributeName.of("displayName");
    return new ImportRequest(
        from,
        Map.of(
            "user", Set.of(displayName), "group", Set.of(displayName, AttributeName.of("member"))));
  }

  private void everyOperation(
      LdapFault fault, Optional<Watermark> from, RecordedImport before, Map<String, String> whole) {
    boolean struck = true;
    for (long operation = 0; struck; operation++) {
      RecordedImport read = before.copy();
      proxy.strike(fault, operation);
      Optional<LandfallException> failure = attempt(from, read);
      struck = proxy.struck();
      proxy.heal();
      String when = fault + " at operation " + operation;
      if (failure.isEmpty()) {
        assertThat(read.state()).as(when).isEqualTo(whole);
      } else {
        String message = String.valueOf(failure.get().getMessage());
        assertThat(SAYS_WHY).as(when + ": " + message).contains(failure.get().code());
        assertThat(message).as(when).contains("127.0.0.1");
      }
    }
  }

  private Optional<LandfallException> attempt(Optional<Watermark> from, RecordedImport read) {
    try {
      connector.importObjects(request(from), read);
      return Optional.empty();
    } catch (LandfallException e) {
      return Optional.of(e);
    }
  }
}
