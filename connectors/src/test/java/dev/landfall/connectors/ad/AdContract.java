package dev.landfall.connectors.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportRequest.Operation;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.directory.DirectoryEntry;
import dev.landfall.core.directory.DirectoryException;
import dev.landfall.core.directory.DirectoryFilter;
import dev.landfall.core.directory.DirectoryQuery;
import dev.landfall.core.directory.MemberEntry;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What connector and directory port do on any Active Directory. Each test has an OU of its own. */
abstract class AdContract {
  private static final AttributeName MEMBER = AttributeName.of("member");
  private static final int UNIVERSAL = -2147483640;

  private AdLab lab;
  private LDAPConnection admin;
  private String ou;
  private String outside;
  private String tag;
  private AdConnector connector;
  private AdDirectory directory;
  private long key;

  abstract AdLab open() throws Exception;

  @BeforeEach
  void start() throws Exception {
    lab = open();
    admin = lab.connect();
    tag = UUID.randomUUID().toString().substring(0, 8);
    ou = "OU=in-" + tag + "," + lab.domainDn();
    outside = "OU=out-" + tag + "," + lab.domainDn();
    admin.add("dn: " + ou, "objectClass: organizationalUnit");
    admin.add("dn: " + outside, "objectClass: organizationalUnit");
    connector = connector(AdSettings.Changes.AUTOMATIC);
    directory = new AdDirectory(lab.settings());
  }

  private AdConnector connector(AdSettings.Changes changes) {
    return new AdConnector(
        new ConnectorId("11111111-2222-3333-4444-555555555555"),
        "corp.example.com",
        lab.settings().reading(List.of(ou), List.of()).findingChangesBy(changes));
  }

  @AfterEach
  @SuppressWarnings("NullAway") // there is nothing to stop where there was no lab
  void stop() {
    if (lab == null) {
      return;
    }
    directory.close();
    connector.close();
    admin.close();
    lab.close();
  }

  private String user(String name) throws Exception {
    String dn = "CN=" + name + "," + ou;
    admin.add("dn: " + dn, "objectClass: user", "sAMAccountName: " + name + tag);
    return dn;
  }

  private String group(String name, String... lines) throws Exception {
    String dn = "CN=" + name + "," + ou;
    List<String> ldif = new ArrayList<>(List.of("dn: " + dn, "objectClass: group"));
    ldif.add("groupType: " + UNIVERSAL);
    ldif.add("sAMAccountName: " + name + tag);
    ldif.addAll(List.of(lines));
    admin.add(ldif.toArray(String[]::new));
    return dn;
  }

  private void member(ModificationType type, String group, String... members) throws Exception {
    admin.modify(group, new Modification(type, "member", members));
  }

  private ObjectGuid guid(String dn) throws Exception {
    return ObjectGuid.ofBytes(
        admin.getEntry(dn, "objectGUID").getAttributeValueBytes("objectGUID"));
  }

  private static ImportRequest request(Optional<Watermark> from) {
    Set<AttributeName> group =
        Set.of(
            AttributeName.of("cn"),
            AttributeName.of("displayName"),
            AttributeName.of("groupType"),
            AttributeName.of("objectSid"),
            AttributeName.of("notInTheSchema"),
            MEMBER);
    Set<AttributeName> user = Set.of(AttributeName.of("cn"), AttributeName.of("sAMAccountName"));
    return new ImportRequest(from, Map.of("group", group, "user", user));
  }

  @Test
  void theSchemaTellsTypesAndCardinality() {
    var schema = connector.schema();

    assertThat(schema.attribute("group", MEMBER).orElseThrow().type())
        .isEqualTo(AttributeType.REFERENCE);
    assertThat(schema.attribute("group", MEMBER).orElseThrow().multiValued()).isTrue();
    assertThat(schema.attribute("group", AttributeName.of("groupType")).orElseThrow().type())
        .isEqualTo(AttributeType.NUMBER);
    assertThat(schema.attribute("user", AttributeName.of("objectSid")).orElseThrow().type())
        .isEqualTo(AttributeType.BINARY);
    assertThat(schema.attribute("user", AttributeName.of("mail")).orElseThrow().multiValued())
        .isFalse();
  }

  @Test
  void parametersNameDomainAndForest() {
    assertThat(connector.parameters())
        .containsEntry("Domain.FQDN", "corp.example.com")
        .containsEntry("Domain.Netbios", "CORP")
        .containsEntry("Forest.LDAP", lab.domainDn());
  }

  @Test
  void aFullImportReadsSelectedObjectsWithMembers() throws Exception {
    String ada = user("ada");
    String sales = group("Sales", "displayName: Sales People");
    member(ModificationType.ADD, sales, ada);
    admin.add("dn: CN=other," + outside, "objectClass: user", "sAMAccountName: other" + tag);

    Recorder seen = new Recorder();
    connector.importObjects(request(Optional.empty()), seen);

    assertThat(seen.objects).hasSize(2);
    assertThat(seen.named("Sales").objectType()).isEqualTo("group");
    assertThat(seen.named("Sales").anchor()).isEqualTo(new Anchor(guid(sales).toString()));
    assertThat(seen.named("Sales").attributes().text("displayName")).contains("Sales People");
    assertThat(seen.named("Sales").attributes().get("groupType"))
        .containsExactly(Value.of(UNIVERSAL));
    assertThat(seen.membersOf("Sales")).containsExactly(ada);
  }

  @ParameterizedTest
  @EnumSource(
      value = AdSettings.Changes.class,
      names = {"DIR_SYNC", "USN"})
  void aDeltaImportShowsEveryKindOfChange(AdSettings.Changes changes) throws Exception {
    try (AdConnector other = connector(changes)) {
      String ada = user("ada");
      String bob = user("bob");
      String sales = group("Sales");
      String gone = group("Gone");
      String moved = group("Moved");
      member(ModificationType.ADD, sales, ada);
      Recorder seen = new Recorder();
      Watermark mark = other.importObjects(request(Optional.empty()), seen);
      Anchor goneAnchor = seen.named("Gone").anchor();
      Anchor movedAnchor = seen.named("Moved").anchor();

      member(ModificationType.ADD, sales, bob);
      member(ModificationType.DELETE, sales, ada);
      admin.modify(sales, new Modification(ModificationType.REPLACE, "displayName", "New"));
      admin.delete(gone);
      admin.modifyDN(moved, "CN=Moved", true, outside);
      String fresh = group("Fresh");
      member(ModificationType.ADD, fresh, ada);
      mark = other.importObjects(request(Optional.of(mark)), seen);

      assertThat(seen.named("Sales").attributes().text("displayName")).contains("New");
      assertThat(seen.membersOf("Sales")).containsExactly(bob);
      assertThat(seen.membersOf("Fresh")).containsExactly(ada);
      assertThat(seen.deleted).contains(goneAnchor, movedAnchor);

      Recorder quiet = new Recorder();
      other.importObjects(request(Optional.of(mark)), quiet);
      assertThat(quiet.objects).isEmpty();
      assertThat(quiet.portions).isEmpty();

      admin.modifyDN("CN=Moved," + outside, "CN=Moved", true, ou);
      other.importObjects(request(Optional.of(mark)), seen);
      assertThat(seen.named("Moved").anchor()).isEqualTo(movedAnchor);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = AdSettings.Changes.class,
      names = {"DIR_SYNC", "USN"})
  void aRenamedContainerRenamesWhatIsBelow(AdSettings.Changes changes) throws Exception {
    try (AdConnector other = connector(changes)) {
      admin.add("dn: OU=old," + ou, "objectClass: organizationalUnit");
      admin.add("dn: CN=Deep,OU=old," + ou, "objectClass: group", "sAMAccountName: deep" + tag);
      Recorder seen = new Recorder();
      Watermark mark = other.importObjects(request(Optional.empty()), seen);

      admin.modifyDN("OU=old," + ou, "OU=new", true, null);
      other.importObjects(request(Optional.of(mark)), seen);

      assertThat(seen.named("Deep").dn()).isEqualToIgnoringCase("CN=Deep,OU=new," + ou);
    }
  }

  @Test
  void aLargeGroupComesWhole() throws Exception {
    String big = group("Big");
    List<String> dns = new ArrayList<>();
    for (int i = 0; i < 1_700; i++) {
      dns.add(user("u" + i));
    }
    member(ModificationType.ADD, big, dns.toArray(String[]::new));

    Recorder seen = new Recorder();
    connector.importObjects(request(Optional.empty()), seen);
    assertThat(seen.membersOf("Big")).containsExactlyInAnyOrderElementsOf(dns);

    ObjectGuid guid = guid(big);
    List<MemberEntry> members = new ArrayList<>();
    directory.members(guid, members::addAll);
    assertThat(members).extracting(MemberEntry::dn).containsExactlyInAnyOrderElementsOf(dns);
    assertThat(directory.memberCount(guid)).isEqualTo(1_700);

    List<RefusedMemberName> refused = new ArrayList<>();
    directory
        .changeMembers(guid, List.of(), members)
        .forEach(it -> refused.add(new RefusedMemberName(it.member().dn())));
    assertThat(refused).isEmpty();
    assertThat(directory.memberCount(guid)).isZero();
  }

  private record RefusedMemberName(String dn) {}

  @Test
  void aMissingContainerIsAFailureNotAnEmptyImport() {
    try (AdConnector lost =
        new AdConnector(
            connector.id(),
            "lost",
            lab.settings().reading(List.of("OU=none," + lab.domainDn()), List.of()))) {
      assertThatThrownBy(() -> lost.importObjects(request(Optional.empty()), new Recorder()))
          .isInstanceOf(LandfallException.class)
          .hasMessageContaining("OU=none");
    }
  }

  @Test
  void exportsCreateChangeRenameAndDelete() throws Exception {
    String ada = user("ada");
    Anchor adaAnchor = new Anchor(guid(ada).toString());
    String dn = "CN=Team," + ou;
    ExportRequest add =
        export(
            Operation.ADD,
            Optional.empty(),
            dn,
            Optional.empty(),
            List.of(
                change("cn", Value.of("Team")),
                change("groupType", Value.of(UNIVERSAL)),
                change("sAMAccountName", Value.of("team" + tag))),
            List.of(new ReferenceChange(MEMBER, true, ada, Optional.of(adaAnchor))));

    ExportResult added = one(add);
    assertThat(added.error()).isEmpty();
    Anchor anchor = added.anchor().orElseThrow();
    assertThat(admin.getEntry(dn).getAttributeValues("member")).containsExactly(ada);
    assertThat(one(add).error().orElseThrow().code()).isEqualTo("cd-existing-object");

    String renamed = "CN=Team\\, new," + outside;
    ExportRequest update =
        export(
            Operation.UPDATE,
            Optional.of(anchor),
            dn,
            Optional.of(renamed),
            List.of(change("displayName", Value.of("The Team")), change("mail")),
            List.of(new ReferenceChange(MEMBER, false, ada, Optional.of(adaAnchor))));
    assertThat(one(update).error()).isEmpty();
    assertThat(one(update).error()).isEmpty();
    assertThat(admin.getEntry(renamed).getAttributeValue("displayName")).isEqualTo("The Team");
    assertThat(admin.getEntry(renamed).hasAttribute("member")).isFalse();
    assertThat(new Anchor(guid(renamed).toString())).isEqualTo(anchor);

    ExportRequest delete =
        export(
            Operation.DELETE, Optional.of(anchor), renamed, Optional.empty(), List.of(), List.of());
    assertThat(one(delete).error()).isEmpty();
    assertThat(one(delete).error()).isEmpty();
    assertThat(admin.getEntry(renamed)).isNull();
    assertThat(one(update).error().orElseThrow().code()).isEqualTo("cd-missing-object");
  }

  @Test
  void refusalsCarryTheCodeOfTheEngine() throws Exception {
    group("Taken");
    assertThat(code(addGroup("CN=x," + "OU=none," + ou, "x"))).isEqualTo("non-existent-parent");
    assertThat(code(addGroup("CN=Other," + ou, "Taken"))).isEqualTo("AttributeValueMustBeUnique");
    assertThat(code(addGroup("CN=" + "x".repeat(70) + "," + ou, "x")))
        .isEqualTo("constraint-violation");
    assertThat(code(addGroup("CN=Odd," + ou, "a*b"))).isEqualTo("constraint-violation");
  }

  /** The characters RFC 4514 escapes, and blanks where they count. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "A, B",
        "A+B",
        "\"A\"",
        "A\\B",
        "A<B>C",
        "A;B",
        "A=B",
        "#A",
        "A # B",
        "Zoë Größe 山田",
        "(A*B)"
      })
  void namesWithSpecialCharactersComeBackAsTheyWere(String name) throws Exception {
    String dn = new DN(new RDN("CN", name), new DN(ou)).toString();
    ExportResult made = one(addGroup(dn, "special"));
    assertThat(made.error()).isEmpty();

    Recorder seen = new Recorder();
    connector.importObjects(request(Optional.empty()), seen);
    var object = seen.objects.get(made.anchor().orElseThrow());
    assertThat(object.attributes().text("cn")).contains(name);
    assertThat(new DN(object.dn())).isEqualTo(new DN(dn));

    String renamed = new DN(new RDN("CN", name + " 2"), new DN(outside)).toString();
    ExportRequest move =
        export(
            Operation.UPDATE,
            made.anchor(),
            object.dn(),
            Optional.of(renamed),
            List.of(),
            List.of());
    assertThat(one(move).error()).isEmpty();
    assertThat(admin.getEntry(WireName.of(renamed), "cn").getAttributeValue("cn"))
        .isEqualTo(name + " 2");
  }

  @Test
  void aGroupGoesFromGlobalToDomainLocalAndBack() throws Exception {
    String dn = group("Scoped");
    admin.modify(dn, new Modification(ModificationType.REPLACE, "groupType", "-2147483646"));
    Anchor anchor = new Anchor(guid(dn).toString());
    for (long type : new long[] {-2147483644L, -2147483646L}) {
      ExportRequest change =
          export(
              Operation.UPDATE,
              Optional.of(anchor),
              dn,
              Optional.empty(),
              List.of(change("groupType", Value.of(type))),
              List.of());

      assertThat(one(change).error()).isEmpty();
      assertThat(admin.getEntry(dn).getAttributeValueAsLong("groupType")).isEqualTo(type);
    }
  }

  @Test
  void aNewGroupWithABadMemberIsMadeWithTheGoodOnes() throws Exception {
    String ada = user("ada");
    String nobody = "CN=nobody," + ou;
    String dn = "CN=Mixed," + ou;
    ExportRequest add =
        export(
            Operation.ADD,
            Optional.empty(),
            dn,
            Optional.empty(),
            List.of(change("sAMAccountName", Value.of("mixed" + tag))),
            List.of(
                new ReferenceChange(MEMBER, true, nobody, Optional.empty()),
                new ReferenceChange(MEMBER, true, ada, Optional.empty())));

    ExportResult result = one(add);

    assertThat(result.accepted()).isTrue();
    assertThat(result.anchor()).contains(new Anchor(guid(dn).toString()));
    assertThat(result.rejected()).extracting(it -> it.change().targetDn()).containsExactly(nobody);
    assertThat(admin.getEntry(dn).getAttributeValues("member")).containsExactly(ada);
  }

  /** Groups of one batch may be members of each other, whichever comes first. */
  @Test
  void newGroupsReferToEachOther() throws Exception {
    String one = "CN=One," + ou;
    String two = "CN=Two," + ou;
    List<ExportResult> results =
        connector.export(
            List.of(
                export(
                    Operation.ADD,
                    Optional.empty(),
                    one,
                    Optional.empty(),
                    List.of(change("groupType", Value.of(UNIVERSAL))),
                    List.of(new ReferenceChange(MEMBER, true, two, Optional.empty()))),
                export(
                    Operation.ADD,
                    Optional.empty(),
                    two,
                    Optional.empty(),
                    List.of(change("groupType", Value.of(UNIVERSAL))),
                    List.of(new ReferenceChange(MEMBER, true, one, Optional.empty())))));

    assertThat(results).allMatch(it -> it.accepted() && it.rejected().isEmpty());
    assertThat(admin.getEntry(one).getAttributeValues("member")).containsExactly(two);
    assertThat(admin.getEntry(two).getAttributeValues("member")).containsExactly(one);
  }

  private ExportRequest addGroup(String dn, String account) {
    return export(
        Operation.ADD,
        Optional.empty(),
        dn,
        Optional.empty(),
        List.of(
            change("groupType", Value.of(UNIVERSAL)),
            change("sAMAccountName", Value.of(account + tag))),
        List.of());
  }

  @Test
  void oneBadReferenceIsRejectedAndTheRestApplied() throws Exception {
    String sales = group("Sales");
    Anchor anchor = new Anchor(guid(sales).toString());
    List<ReferenceChange> references = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      references.add(new ReferenceChange(MEMBER, true, user("u" + i), Optional.empty()));
    }
    String nobody = "CN=nobody," + ou;
    references.add(7, new ReferenceChange(MEMBER, true, nobody, Optional.empty()));
    references.add(new ReferenceChange(MEMBER, true, "CN=u3," + ou, Optional.empty()));

    ExportResult result =
        one(
            export(
                Operation.UPDATE,
                Optional.of(anchor),
                sales,
                Optional.empty(),
                List.of(),
                references));

    assertThat(result.accepted()).isTrue();
    assertThat(result.rejected()).hasSize(1);
    assertThat(result.rejected().get(0).change().targetDn()).isEqualTo(nobody);
    assertThat(result.rejected().get(0).error().code()).isEqualTo("dn-attributes-failure");
    assertThat(admin.getEntry(sales, "member").getAttributeValues("member")).hasSize(20);
  }

  @Test
  void aWrongPasswordSaysSo() {
    AdSettings good = lab.settings();
    AdSettings wrong = good.withLogin(new Login.Password(good.login().account(), "wrong"));
    failsWith(wrong, ErrorCode.CREDENTIALS_REJECTED, "password");
  }

  @Test
  void anUnknownCertificateSaysSo() {
    AdSettings good = lab.settings();
    failsWith(
        AdSettings.of(good.servers(), good.login()),
        ErrorCode.CERTIFICATE_NOT_TRUSTED,
        "trustedCertificates");
  }

  @Test
  void anUnreachableServerSaysSo() {
    failsWith(
        AdSettings.of("ldaps://localhost:1", "x", "y"),
        ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE,
        "localhost:1");
  }

  private void failsWith(AdSettings settings, ErrorCode code, String words) {
    try (AdConnector other = new AdConnector(connector.id(), "other", settings)) {
      LandfallException e = catchThrowableOfType(LandfallException.class, other::parameters);
      assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
      assertThat(e.getMessage()).contains(words).doesNotContain(password(settings) + "\"");
    }
  }

  private static String password(AdSettings settings) {
    return ((Login.Password) settings.login()).password();
  }

  @Test
  void checksPassForAnAdministrator() {
    assertThat(connector.check()).allSatisfy(it -> assertThat(it.fix()).isEmpty());
  }

  @Test
  void theDirectoryPortCreatesReadsAndFinds() throws Exception {
    Attributes attributes =
        Attributes.builder()
            .set("groupType", UNIVERSAL)
            .set("adminDescription", "Group_" + tag)
            .set("msDS-ExternalDirectoryObjectId", "Group_" + tag)
            .build();
    DirectoryEntry made = directory.create(ou, "A, B", "group", attributes);

    assertThat(made.dn()).isEqualToIgnoringCase("CN=A\\, B," + ou);
    assertThat(made.sid()).startsWith("S-1-5-21-");
    assertThat(made.attributes().get("groupType")).containsExactly(Value.of(UNIVERSAL));
    List<DirectoryEntry> found = new ArrayList<>();
    directory.search(
        DirectoryQuery.below(
            lab.domainDn(),
            DirectoryFilter.and(
                DirectoryFilter.equal("objectCategory", "group"),
                DirectoryFilter.startsWith("adminDescription", "Group_" + tag)),
            "adminDescription"),
        found::add);
    assertThat(found).extracting(DirectoryEntry::guid).containsExactly(made.guid());
    assertThat(directory.globalByStamp(List.of("Group_" + tag, "Group_none")))
        .containsOnlyKeys("Group_" + tag);
    assertThat(directory.globalByGuid(List.of(made.guid(), new ObjectGuid(UUID.randomUUID()))))
        .containsOnlyKeys(made.guid());
    assertThat(directory.globalBySid(List.of(made.sid()))).containsOnlyKeys(made.sid());
    assertThat(directory.writable(made.guid()))
        .contains(AttributeName.of("msDS-ExternalDirectoryObjectId"));
    assertThat(directory.creatable(ou)).contains("group");

    String renamed = directory.rename(made.guid(), "C", Optional.of(outside));
    assertThat(renamed).isEqualToIgnoringCase("CN=C," + outside);
    assertThat(directory.readDn(renamed, Set.of()).orElseThrow().guid()).isEqualTo(made.guid());
    directory.delete(made.guid());
    directory.delete(made.guid());
    assertThat(directory.read(made.guid(), Set.of())).isEmpty();
  }

  @Test
  void theDirectoryPortNamesItsRefusals() throws Exception {
    String sales = group("Sales");
    AttributeName stamp = AttributeName.of("msDS-ExternalDirectoryObjectId");
    directory.addValue(guid(sales), stamp, "Group_1" + tag);

    refused(() -> directory.create(ou, "Sales", "group", Attributes.NONE), "AdEntryAlreadyExists");
    refused(
        () -> directory.create("OU=none," + ou, "x", "group", Attributes.NONE),
        "AdContainerNotFound");
    ObjectGuid guid = guid(sales);
    refused(() -> directory.addValue(guid, stamp, "Group_2" + tag), "AdAttributeOrValueExists");
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String adCode) {
    DirectoryException e = catchThrowableOfType(DirectoryException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.adCode()).as(e.serverDetail()).isEqualTo(adCode);
  }

  @Test
  void factsDescribeDomainAndSchema() {
    var facts = directory.facts();

    assertThat(facts.domain()).isEqualTo("corp.example.com");
    assertThat(facts.netBiosName()).isEqualTo("CORP");
    assertThat(facts.schemaVersion()).isPositive();
    assertThat(facts.stamp().orElseThrow().attributeId()).isEqualTo("1.2.840.113556.1.4.2310");
    assertThat(facts.stampAllowedOnGroup()).isTrue();
    assertThat(facts.globalCatalogReady()).isTrue();
    assertThat(facts.domainControllers()).isNotEmpty();
  }

  private ExportRequest export(
      Operation operation,
      Optional<Anchor> anchor,
      String dn,
      Optional<String> newDn,
      List<AttributeChange> changes,
      List<ReferenceChange> references) {
    return new ExportRequest(++key, operation, "group", anchor, dn, newDn, changes, references);
  }

  private static AttributeChange change(String name, Value... values) {
    return new AttributeChange(AttributeName.of(name), List.of(values));
  }

  private ExportResult one(ExportRequest request) {
    List<ExportResult> results = connector.export(List.of(request));
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  private String code(ExportRequest request) {
    return one(request).error().orElseThrow().code();
  }
}
