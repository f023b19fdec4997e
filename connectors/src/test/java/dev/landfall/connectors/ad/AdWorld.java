package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.core.value.Value;
import dev.landfall.testkit.connector.ConnectedWorld;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An organizational unit of its own in an Active Directory, and the domain's administrator. */
final class AdWorld implements ConnectedWorld {
  private static final ConnectorId ID = new ConnectorId("11111111-2222-3333-4444-555555555555");
  private static final int UNIVERSAL = -2147483640;
  private static final int MOST_VALUES = 1_000;

  private final AdLab lab;
  private final AdSettings settings;
  private final LDAPConnection admin;
  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private final String ou;
  private final int manyMembers;

  /**
   * @param settings how the connector reaches the directory: straight, or through a proxy
   */
  AdWorld(AdLab lab, AdSettings settings, int manyMembers) throws Exception {
    this.lab = lab;
    this.admin = lab.connect();
    this.ou = "OU=contract-" + tag + "," + lab.domainDn();
    this.settings = settings.reading(List.of(ou), List.of());
    this.manyMembers = manyMembers;
    admin.add("dn: " + ou, "objectClass: organizationalUnit");
  }

  @Override
  public Connector connector() {
    return new AdConnector(ID, "corp.example.com", settings);
  }

  @Override
  public Optional<Connector> withWrongCredentials() {
    return Optional.of(
        new AdConnector(
            ID,
            "corp.example.com",
            settings.withLogin(
                new Login.Password("CN=Nobody," + lab.domainDn(), "Wrong-Horse-7"))));
  }

  @Override
  public Optional<Connector> unreachable() {
    return Optional.of(
        new AdConnector(ID, "corp.example.com", AdSettings.of("ldaps://127.0.0.1:9", "x", "y")));
  }

  private Anchor made(String dn) throws Exception {
    return new Anchor(
        ObjectGuid.ofBytes(admin.getEntry(dn, "objectGUID").getAttributeValueBytes("objectGUID"))
            .toString());
  }

  @Override
  public Anchor user(String name) throws Exception {
    admin.add("dn: " + dn(name), "objectClass: user", "sAMAccountName: " + name + tag);
    return made(dn(name));
  }

  @Override
  public Anchor group(String name, Collection<Anchor> members) throws Exception {
    admin.add(
        "dn: " + dn(name),
        "objectClass: group",
        "sAMAccountName: " + name + tag,
        "groupType: " + UNIVERSAL,
        "displayName: " + name);
    List<String> names = new ArrayList<>();
    members.forEach(it -> names.add(named(it)));
    for (int from = 0; from < names.size(); from += MOST_VALUES) {
      List<String> some = names.subList(from, Math.min(names.size(), from + MOST_VALUES));
      admin.modify(
          dn(name), new Modification(ModificationType.ADD, "member", some.toArray(String[]::new)));
    }
    return made(dn(name));
  }

  private static String named(Anchor anchor) {
    return Decoder.guidName(ObjectGuid.parse(anchor.value()));
  }

  @Override
  public void display(Anchor group, String displayName) throws Exception {
    admin.modify(
        named(group), new Modification(ModificationType.REPLACE, "displayName", displayName));
  }

  @Override
  public void addMember(Anchor group, Anchor member) throws Exception {
    admin.modify(named(group), new Modification(ModificationType.ADD, "member", named(member)));
  }

  @Override
  public void removeMember(Anchor group, Anchor member) throws Exception {
    String dn = admin.getEntry(named(member), "1.1").getDN();
    admin.modify(named(group), new Modification(ModificationType.DELETE, "member", dn));
  }

  @Override
  public void delete(Anchor object) throws Exception {
    admin.delete(admin.getEntry(named(object), "1.1").getDN());
  }

  @Override
  public Set<Anchor> members(Anchor group) throws Exception {
    Set<Anchor> members = new HashSet<>();
    String[] values = admin.getEntry(named(group), "member").getAttributeValues("member");
    for (String dn : values == null ? new String[0] : values) {
      members.add(made(dn));
    }
    return members;
  }

  @Override
  public Optional<String> displayed(Anchor group) throws Exception {
    SearchResultEntry entry = admin.getEntry(named(group), "displayName");
    return Optional.ofNullable(entry).map(it -> it.getAttributeValue("displayName"));
  }

  @Override
  public ExportRequest addition(
      long key, String type, String name, Collection<ReferenceChange> references) {
    List<AttributeChange> changes = new ArrayList<>();
    changes.add(change("sAMAccountName", Value.of(name + tag)));
    changes.add(change("displayName", Value.of(name)));
    if (type.equals("group")) {
      changes.add(change("groupType", Value.of(UNIVERSAL)));
    }
    return new ExportRequest(
        key,
        ExportRequest.Operation.ADD,
        type,
        Optional.empty(),
        dn(name),
        Optional.empty(),
        changes,
        List.copyOf(references));
  }

  private static AttributeChange change(String attribute, Value value) {
    return new AttributeChange(AttributeName.of(attribute), List.of(value));
  }

  @Override
  public String dn(String name) {
    return "CN=" + name + "," + ou;
  }

  @Override
  public int manyMembers() {
    return manyMembers;
  }

  @Override
  public void close() throws Exception {
    admin.close();
    lab.close();
  }
}
