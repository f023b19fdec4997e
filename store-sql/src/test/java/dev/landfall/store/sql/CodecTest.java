package dev.landfall.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.ObjectError;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
  private static final AttributeName MAIL = AttributeName.of("mail");

  private Database database;
  private Names names;

  @BeforeEach
  void openInMemory() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    connection.setAutoCommit(false);
    SchemaScripts.apply(connection, Path.of("memory"));
    connection.commit();
    database = new Database(Path.of("memory"), connection);
    names = new Names(database, false);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Attributes everyKind() {
    return Attributes.builder()
        .setAll("proxyAddresses", List.of("SMTP:b@x", "smtp:a@x", ""))
        .set("displayName", "\u00DCn\u00EF \uD83D\uDC1F")
        .set("least", Long.MIN_VALUE)
        .set("most", Long.MAX_VALUE)
        .set("enabled", true)
        .set("hidden", false)
        .set("photo", new byte[] {0, -1, 127, -128})
        .build();
  }

  @Test
  void objectsComeBackWithEveryPart() {
    ObjectError error =
        new ObjectError("c", "m", "d", Instant.parse("1960-01-01T00:00:00.5Z"), Instant.EPOCH, 300);
    CsObject object =
        CsObject.imported(new Anchor("a"), "CN=\uD83D\uDC1F", "User", everyKind())
            .edit()
            .id(7)
            .unapplied(
                new PendingExport(
                    PendingExport.Operation.UPDATE,
                    Map.of(MAIL, List.of(), AttributeName.of("t"), List.of(Value.of("x"))),
                    Optional.of("CN=new")))
            .link(Optional.of(new Link(1L << 40, "r", true, Link.Method.JOINED, true, false)))
            .syncError(Optional.of(error))
            .retry(true)
            .done();
    CsObjectCodec codec = new CsObjectCodec(names);
    CsObject read = codec.read(7, codec.write(object));
    assertThat(read).isEqualTo(object);
    assertThat(read.importedImage().entries()).isEqualTo(object.importedImage().entries());
    CsObject blank = CsObject.blank(CsObject.Kind.PLACEHOLDER, Optional.empty(), "", "");
    assertThat(codec.read(0, codec.write(blank))).isEqualTo(blank);
  }

  @Test
  void theOrderOfValuesIsKeptEvenIfTheImagesAreEqual() {
    CsObject object =
        CsObject.blank(CsObject.Kind.IMPORT, Optional.empty(), "CN=x", "user")
            .edit()
            .importedImage(Attributes.builder().setAll("p", List.of("1", "2")).build())
            .synchronizedImage(Attributes.builder().setAll("p", List.of("2", "1")).build())
            .done();
    CsObjectCodec codec = new CsObjectCodec(names);
    CsObject read = codec.read(0, codec.write(object));
    assertThat(read.importedImage().get("p")).extracting(Value::text).containsExactly("1", "2");
    assertThat(read.synchronizedImage().get("p")).extracting(Value::text).containsExactly("2", "1");
  }

  @Test
  void metaverseObjectsComeBackWithTheirSources() {
    ConnectorId connector = new ConnectorId("c");
    MvObject object =
        new MvObject(
            9,
            "person",
            everyKind(),
            Map.of(MAIL, new MvObject.Contributor("rule", connector, 3)),
            Map.of(MAIL, new MvObject.ReferenceSource(connector, 4, AttributeName.of("manager"))));
    MvObjectCodec codec = new MvObjectCodec(names);
    assertThat(codec.read(9, codec.write(object))).isEqualTo(object);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 127, 128, -64, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE})
  void numbersComeBack(long number) {
    byte[] bytes = new Bytes.Writer().number(number).signed(number).done();
    Bytes.Reader in = new Bytes.Reader(bytes);
    assertThat(in.number()).isEqualTo(number);
    assertThat(in.signed()).isEqualTo(number);
  }

  @Test
  void anUnknownVersionIsRefused() {
    assertThatThrownBy(() -> new CsObjectCodec(names).read(1, new byte[] {99, 0}))
        .hasMessageContaining("version 99");
  }

  @Test
  void spellingsOfAnAttributeShareOneNumberButKeepTheirNames() {
    long id = names.id(AttributeName.of("Mail"));
    assertThat(names.id(MAIL)).isEqualTo(id);
    assertThat(names.text(names.id("mail"))).isEqualTo("mail");
    assertThat(new Names(database, false).id(MAIL)).isEqualTo(id);
  }
}
