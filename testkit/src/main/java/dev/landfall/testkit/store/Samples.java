package dev.landfall.testkit.store;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.LongCursor;
import dev.landfall.core.store.ObjectError;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects for the contract. */
final class Samples {
  static final ConnectorId FOREST = new ConnectorId("11111111-0000-0000-0000-000000000001");
  static final ConnectorId TENANT = ConnectorId.ENTRA;
  static final AttributeName MEMBER = AttributeName.of("member");
  static final AttributeName MAIL = AttributeName.of("mail");

  private Samples() {}

  static CsObject user(String name) {
    return CsObject.imported(
        new Anchor("anchor-" + name), "CN=" + name + ",DC=contoso", "user", mail(name));
  }

  static Attributes mail(String name) {
    return Attributes.builder().set("mail", name + "@contoso.com").build();
  }

  static CsObject placeholder(String dn) {
    return CsObject.blank(CsObject.Kind.PLACEHOLDER, Optional.empty(), dn, "");
  }

  static Link link(long metaverse) {
    return new Link(metaverse, "rule", true, Link.Method.PROJECTED, false, false);
  }

  /** An object with something in every part. */
  static CsObject everything() {
    Attributes image =
        Attributes.builder()
            .setAll("proxyAddresses", List.of("SMTP:b@x", "smtp:a@x"))
            .set("displayName", "Ünï \uD83D\uDC1F 漢字")
            .set("count", Long.MIN_VALUE)
            .set("small", -1)
            .set("enabled", true)
            .set("hidden", false)
            .set("photo", new byte[] {0, -1, 127, -128})
            .set("empty", "")
            .build();
    PendingExport change =
        new PendingExport(
            PendingExport.Operation.UPDATE,
            Map.of(MAIL, List.of(), AttributeName.of("Title"), List.of(Value.of("x"))),
            Optional.of("CN=new,DC=contoso"));
    ObjectError error =
        ObjectError.first("code", "message", "detail", Instant.parse("2026-01-02T03:04:05.678Z"))
            .again("code2", "again", "", Instant.parse("1969-12-31T23:59:59.5Z"));
    return CsObject.imported(new Anchor("all"), "CN=All,DC=contoso", "User", image)
        .edit()
        .synchronizedImage(mail("old"))
        .unapplied(change)
        .escrowed(new PendingExport(PendingExport.Operation.ADD, Map.of(), Optional.empty()))
        .unconfirmed(new PendingExport(PendingExport.Operation.DELETE, Map.of(), Optional.empty()))
        .link(Optional.of(new Link(77, "{rule}", false, Link.Method.REVERSE_JOINED, true, true)))
        .transientObject(true)
        .explicitDisconnector(true)
        .retry(true)
        .syncError(Optional.of(error))
        .exportError(Optional.of(error))
        .contributed(mail("contributed"))
        .deprovisionAt(Optional.of(Instant.parse("2026-05-06T07:08:09.012Z")))
        .done();
  }

  static List<Long> all(LongCursor cursor) {
    List<Long> ids = new ArrayList<>();
    try (cursor) {
      for (long id = cursor.next(); id != LongCursor.END; id = cursor.next()) {
        ids.add(id);
      }
    }
    return ids;
  }

  static long[] ids(long... ids) {
    return ids;
  }
}
