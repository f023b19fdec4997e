package dev.landfall.app.bench;

import dev.landfall.core.check.Check;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.ImportedObject;
import dev.landfall.core.connector.ImportedReferences;
import dev.landfall.core.connector.ReferenceTarget;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.ObjectGuid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A forest that is computed, not kept: users with the attributes a mailbox user has, and groups
 * whose members are spread over the users. Any size costs no memory.
 */
final class SyntheticForest implements Connector {
  private static final AttributeName MEMBER = AttributeName.of("member");
  private static final AttributeName MANAGER = AttributeName.of("manager");
  private static final long GROUP = 1L << 40;
  private static final String BASE = "OU=CORP,DC=contoso,DC=com";

  private final ConnectorId id;
  private final Schema schema;
  private final int users;
  private final int groups;
  private final int membersEach;
  private final Set<Integer> changed = new TreeSet<>();
  private int revision;
  private int replacedMembers;

  SyntheticForest(ConnectorId id, Schema schema, int users, int groups, int membersEach) {
    this.id = id;
    this.schema = schema;
    this.users = users;
    this.groups = groups;
    this.membersEach = membersEach;
  }

  /** The next delta import shows so many users with another title. */
  void change(int number) {
    changed.clear();
    revision++;
    for (int i = 0; i < number; i++) {
      changed.add((int) ((long) i * users / number));
    }
  }

  /** The next delta import shows the first group with so many other members than before. */
  void changeMembers(int number) {
    changed.clear();
    revision++;
    replacedMembers = number;
  }

  @Override
  public ConnectorId id() {
    return id;
  }

  @Override
  public String name() {
    return "contoso.com";
  }

  @Override
  public SystemKind kind() {
    return SystemKind.ACTIVE_DIRECTORY;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of(
        "Domain.FQDN", "contoso.com",
        "Domain.Netbios", "CONTOSO",
        "Domain.LDAP", "DC=contoso,DC=com",
        "Forest.FQDN", "contoso.com",
        "Forest.Netbios", "CONTOSO",
        "Forest.LDAP", "DC=contoso,DC=com");
  }

  @Override
  public Watermark importObjects(ImportRequest request, ImportSink sink) {
    if (!request.full()) {
      for (int i : changed) {
        user(i, sink);
      }
      if (replacedMembers > 0) {
        replaceMembers(sink);
      }
      sink.page(new Watermark(Integer.toString(revision)));
      return new Watermark(Integer.toString(revision));
    }
    for (int i = 0; i < users; i++) {
      user(i, sink);
      if (i % 500 == 499) {
        sink.page(null);
      }
    }
    sink.page(null);
    for (int i = 0; i < groups; i++) {
      group(i, sink);
    }
    sink.page(null);
    return new Watermark(Integer.toString(revision));
  }

  private static UUID uuid(long number) {
    return new UUID(0x4c616e6466616c6cL, number);
  }

  private static Anchor anchor(long number) {
    return new Anchor(new ObjectGuid(uuid(number)).toString());
  }

  private static byte[] sid(long number) {
    return ByteBuffer.allocate(28)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {1, 5, 0, 0, 0, 0, 0, 5})
        .putInt(21)
        .putInt(1_004_336_348)
        .putInt(1_177_238_915)
        .putInt((int) (number >>> 30))
        .putInt((int) (number & 0x3fff_ffff) + 1000)
        .array();
  }

  private static String userDn(int i) {
    return "CN=Person " + i + ",OU=Unit " + i % 97 + "," + BASE;
  }

  private void user(int i, ImportSink sink) {
    Attributes.Builder user =
        Attributes.builder()
            .set("objectGUID", new ObjectGuid(uuid(i)).bytes())
            .set("objectSid", sid(i))
            .set("cn", "Person " + i)
            .set("sAMAccountName", "person" + i)
            .set("userPrincipalName", "person" + i + "@contoso.com")
            .set("displayName", "Person Number " + i)
            .set("givenName", "Person")
            .set("sn", "Number " + i)
            .set("title", "Engineer " + (changed.contains(i) ? "revision " + revision : ""))
            .set("department", "Department " + i % 53)
            .set("company", "Contoso")
            .set("l", "Zürich")
            .set("st", "ZH")
            .set("c", "CH")
            .set("co", "Switzerland")
            .set("countryCode", 756)
            .set("postalCode", "80" + i % 100)
            .set("streetAddress", "Bahnhofstrasse " + i % 211)
            .set("telephoneNumber", "+41 44 " + i)
            .set("physicalDeliveryOfficeName", "Office " + i % 31)
            .set("userAccountControl", 512)
            .set("pwdLastSet", 133_536_816_000_000_000L + i)
            .set("mail", "person" + i + "@contoso.com")
            .set("mailNickname", "person" + i)
            .set("legacyExchangeDN", "/o=Contoso/ou=First/cn=Recipients/cn=person" + i)
            .set("msExchRecipientTypeDetails", 1)
            .set("extensionAttribute1", "Cost centre " + i % 401)
            .setAll(
                "proxyAddresses",
                List.of(
                    "SMTP:person" + i + "@contoso.com",
                    "smtp:p" + i + "@contoso.com",
                    "x500:/o=Old/cn=person" + i));
    sink.object(ImportedObject.complete(anchor(i), userDn(i), "user", user.build()));
    if (i % 50 != 0) {
      references(anchor(i), MANAGER, List.of(i - i % 50), sink);
    }
  }

  private void group(int i, ImportSink sink) {
    long number = GROUP + i;
    Attributes.Builder group =
        Attributes.builder()
            .set("objectGUID", new ObjectGuid(uuid(number)).bytes())
            .set("objectSid", sid(users + i))
            .set("cn", "Team " + i)
            .set("sAMAccountName", "team" + i)
            .set("displayName", "Team " + i)
            .set("description", "Those who work on matter " + i)
            .set("groupType", -2_147_483_646);
    sink.object(
        ImportedObject.complete(
            anchor(number), "CN=Team " + i + ",OU=Teams," + BASE, "group", group.build()));
    List<Integer> members = new ArrayList<>();
    // A stride that shares no factor with the number of users visits different ones.
    long stride = users / Math.max(1, membersEach) | 1;
    for (int m = 0; m < membersEach; m++) {
      members.add((int) ((i * 7L + m * stride) % users));
      if (members.size() == ImportedReferences.MOST) {
        references(anchor(number), MEMBER, members, sink);
        members.clear();
        sink.page(null);
      }
    }
    references(anchor(number), MEMBER, members, sink);
    if (i % 20 == 19) {
      sink.page(null);
    }
  }

  /** Half of the changes are members that come, half are members that go. */
  private void replaceMembers(ImportSink sink) {
    List<ReferenceTarget> come = new ArrayList<>();
    List<ReferenceTarget> go = new ArrayList<>();
    for (int i = 0; i < replacedMembers / 2; i++) {
      go.add(new ReferenceTarget.ByAnchor(anchor(i)));
      come.add(new ReferenceTarget.ByAnchor(anchor(users - 1 - i)));
    }
    sink.references(
        new ImportedReferences(anchor(GROUP), MEMBER, come, go, ImportedReferences.Extent.CHANGES));
    replacedMembers = 0;
  }

  private static void references(
      Anchor from, AttributeName attribute, List<Integer> targets, ImportSink sink) {
    if (!targets.isEmpty()) {
      sink.references(
          new ImportedReferences(
              from,
              attribute,
              targets.stream()
                  .<ReferenceTarget>map(target -> new ReferenceTarget.ByAnchor(anchor(target)))
                  .toList(),
              List.of(),
              ImportedReferences.Extent.CHANGES));
    }
  }

  @Override
  public Optional<String> exportsNothingBecause() {
    return Optional.empty();
  }

  @Override
  public List<ExportResult> export(List<ExportRequest> batch) {
    return batch.stream()
        .map(request -> ExportResult.accepted(request.key(), request.anchor()))
        .toList();
  }

  @Override
  public List<Check> check() {
    return List.of(Check.pass("connect", "The forest is computed."));
  }

  @Override
  public void close() {}
}
