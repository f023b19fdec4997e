package dev.landfall.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Lease;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.testkit.store.StoreContractTest;
import dev.landfall.testkit.time.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContractTest {
  private static final ConnectorId FOREST = new ConnectorId("f");
  private static final AttributeName MEMBER = AttributeName.of("member");

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("home/landfall.db");
  }

  private final SettableClock clock = new SettableClock();

  @Override
  protected Store openEmpty() {
    return SqliteStore.open(file(), Duration.ZERO, clock, false);
  }

  /** The first store is still open: it was suspended, say, and its heartbeat stopped. */
  @Override
  public Store takeOver() {
    clock.advance(LeaseFile.EXPIRY.plusSeconds(1));
    return SqliteStore.open(file(), Duration.ZERO, clock, false);
  }

  @Test
  void aTransactionUnderWayWritesNothingOnceItsStoreWasTakenOver() {
    assertThatThrownBy(
            () ->
                store()
                    .inTransaction(
                        () -> {
                          store().documents().get("c", "read first");
                          takeOver().close();
                          store().documents().put("c", "too late", Map.of());
                        }))
        .isInstanceOfSatisfying(
            LandfallException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.RUN_IN_PROGRESS));
    try (Store again = SqliteStore.openForReading(file()).orElseThrow()) {
      assertThat(again.documents().count("c")).isZero();
    }
  }

  @Test
  void readersSeeOneMomentBesideTheWriterAndChangeNothing() {
    store().documents().put("c", "1", Map.of());
    try (Store reader = SqliteStore.openForReading(file()).orElseThrow()) {
      assertThat(reader.documents().count("c")).isEqualTo(1);
      store().documents().put("c", "2", Map.of());
      assertThat(reader.documents().count("c")).isEqualTo(1);
      assertThat(reader.connectorSpace(new ConnectorId("never seen")).count()).isZero();
      assertThatThrownBy(() -> reader.documents().put("c", "3", Map.of()))
          .isInstanceOf(LandfallException.class);
    }
    assertThat(SqliteStore.openForReading(folder.resolve("absent.db"))).isEmpty();
  }

  @Test
  void readersKnowWhetherAnybodyWrites() {
    store().close();
    Store writer = SqliteStore.open(file());
    try (Store reader = SqliteStore.openForReading(file()).orElseThrow()) {
      assertThat(reader.lease()).isEqualTo(writer.lease());
      writer.close();
      assertThat(reader.lease()).isEqualTo(Lease.NONE);
    }
  }

  private static CsObject user(String name) {
    return CsObject.imported(
        new Anchor(name), "CN=" + name, "user", Attributes.builder().set("cn", name).build());
  }

  @Test
  void survivesReopening() {
    AttributeName cn = AttributeName.of("cn");
    store().connectorSpace(FOREST).index(Set.of(cn));
    long ada = store().connectorSpace(FOREST).insert(user("Ada \uD83D\uDC1F \uD842\uDFB7"));
    store()
        .connectorSpace(FOREST)
        .references()
        .stageImported(ada, MEMBER, new long[] {ada}, new long[0], 1);
    long person = store().metaverse().insert(MvObject.blank("person"));
    store().metaverse().markDirty(person);
    store().documents().put("c", "k", Map.of("a", "\uD83D\uDC1F"));
    store().close();
    try (Store again = SqliteStore.open(file())) {
      var space = again.connectorSpace(FOREST);
      assertThat(space.byDn("cn=ada \uD83D\uDC1F \uD842\uDFB7").orElseThrow())
          .isEqualTo(user("Ada \uD83D\uDC1F \uD842\uDFB7").edit().id(ada).done());
      assertThat(space.disconnectorsWith("user", cn, "t:ada \uD83D\uDC1F \uD842\uDFB7", 9))
          .hasSize(1);
      assertThat(space.references().attributes(ada)).containsExactly(MEMBER);
      assertThat(again.metaverse().dirty(0, 9)).containsExactly(person);
      assertThat(again.documents().get("c", "k")).contains(Map.of("a", "\uD83D\uDC1F"));
      assertThat(space.insert(user("Bob"))).isGreaterThan(person);
    }
  }

  /** What a killed process leaves is its files as they are: here, a copy made while it works. */
  @Test
  void whatWasCommittedOutlivesAKilledProcess() {
    store().connectorSpace(FOREST).insert(user("committed"));
    Path copy = folder.resolve("copy/landfall.db");
    store()
        .inTransaction(
            () -> {
              store().connectorSpace(FOREST).insert(user("under way"));
              copyFiles(copy);
            });
    try (Store after = SqliteStore.open(copy)) {
      assertThat(after.connectorSpace(FOREST).all(0, 9))
          .extracting(CsObject::dn)
          .containsExactly("CN=committed");
      after.connectorSpace(FOREST).insert(user("under way"));
    }
  }

  private void copyFiles(Path copy) {
    try {
      Files.createDirectories(copy.getParent());
      for (String suffix : List.of("", "-wal")) {
        Files.copy(
            file().resolveSibling(file().getFileName() + suffix),
            copy.resolveSibling(copy.getFileName() + suffix),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  @Test
  void aSecondOpenerIsRefused() {
    assertThatThrownBy(() -> SqliteStore.open(file(), Duration.ZERO, clock, false))
        .isInstanceOfSatisfying(
            LandfallException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.RUN_IN_PROGRESS))
        .hasMessageContaining(file().toString())
        .hasMessageContaining("process " + ProcessHandle.current().pid());
    store().close();
    SqliteStore.open(file(), Duration.ZERO, clock, false).close();
  }

  @Test
  void aFileThatIsNoDatabaseIsNamed() throws IOException {
    Path garbage = folder.resolve("garbage.db");
    Files.writeString(garbage, "This is not a database, but long enough to be one. ".repeat(50));
    assertThatThrownBy(() -> SqliteStore.open(garbage))
        .isInstanceOfSatisfying(
            LandfallException.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.STORE_FAILED))
        .hasMessageContaining(garbage.toString());
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path blocker = Files.writeString(folder.resolve("file"), "");
    Path wanted = blocker.resolve("landfall.db");
    assertThatThrownBy(() -> SqliteStore.open(wanted))
        .isInstanceOfSatisfying(
            LandfallException.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.STORE_FAILED))
        .hasMessageContaining(wanted.toString());
  }

  @Test
  void readsCommittedStateAfterARollbackOfNewNames() {
    var space = store().connectorSpace(FOREST);
    long ada = space.insert(user("Ada"));
    assertThatThrownBy(
            () ->
                store()
                    .inTransaction(
                        () -> {
                          space.update(
                              space
                                  .byId(ada)
                                  .orElseThrow()
                                  .edit()
                                  .importedImage(Attributes.builder().set("lost", "x").build())
                                  .done());
                          throw new IllegalArgumentException("stop");
                        }))
        .hasMessage("stop");
    Attributes found = Attributes.builder().set("found", "y").build();
    space.update(space.byId(ada).orElseThrow().edit().importedImage(found).done());
    store().close();
    try (Store again = SqliteStore.open(file())) {
      assertThat(again.connectorSpace(FOREST).byId(ada).orElseThrow().importedImage())
          .isEqualTo(found);
    }
  }
}
