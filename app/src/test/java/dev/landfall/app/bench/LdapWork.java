package dev.landfall.app.bench;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.SearchScope;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportRequest.Operation;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The same writes as requests of a bare client and as export requests. Each piece of work has a
 * container and users of its own: back links make users slower to add to the more groups they are
 * in.
 */
final class LdapWork {
  private static final AttributeName MEMBER = AttributeName.of("member");
  private static final String UNIVERSAL = "-2147483640";

  private final String container;
  private final String tag;
  private final int membersEach;
  private final List<String> users = new ArrayList<>();
  private final List<Optional<Anchor>> anchors = new ArrayList<>();

  /** Makes a container with users. */
  LdapWork(LdapLab lab, String parent, String tag, int users, int membersEach) throws Exception {
    this.container = "OU=" + tag + "," + parent;
    this.tag = tag;
    this.membersEach = membersEach;
    try (LDAPConnection admin = lab.connect()) {
      admin.add("dn: " + container, "objectClass: organizationalUnit", "ou: " + tag);
      for (int i = 0; i < users; i++) {
        String dn = "CN=User " + i + "," + container;
        admin.add("dn: " + dn, "objectClass: user", "cn: User " + i, "sAMAccountName: u" + i + tag);
        this.users.add(dn);
        anchors.add(lab.activeDirectory() ? Optional.of(anchor(admin, dn)) : Optional.empty());
      }
    }
  }

  private static Anchor anchor(LDAPConnection connection, String dn) throws Exception {
    byte[] guid =
        connection
            .searchForEntry(dn, SearchScope.BASE, "(objectClass=*)", "objectGUID")
            .getAttributeValueBytes("objectGUID");
    return new Anchor(ObjectGuid.ofBytes(guid).toString());
  }

  private String dn(String kind, int group) {
    return "CN=" + kind + " " + group + "," + container;
  }

  private int user(int group, int member) {
    return (group * 7 + member) % users.size();
  }

  private String[] members(int group) {
    String[] members = new String[membersEach];
    for (int i = 0; i < membersEach; i++) {
      members[i] = users.get(user(group, i));
    }
    return members;
  }

  /** A group for the bare client to create. */
  AddRequest add(String kind, int group, boolean withMembers) throws Exception {
    List<Attribute> attributes =
        new ArrayList<>(
            List.of(
                new Attribute("objectClass", "group"),
                new Attribute("sAMAccountName", kind + group + tag),
                new Attribute("displayName", kind + " " + group),
                new Attribute("description", "Written by a benchmark"),
                new Attribute("groupType", UNIVERSAL)));
    if (withMembers) {
      attributes.add(new Attribute("member", members(group)));
    }
    return new AddRequest(dn(kind, group), attributes);
  }

  /** Members for the bare client to add to a group. */
  ModifyRequest addMembers(String kind, int group) {
    return new ModifyRequest(
        dn(kind, group), new Modification(ModificationType.ADD, "member", members(group)));
  }

  /** The same group for the connector to create. */
  ExportRequest exportedAdd(String kind, int group, boolean withMembers) {
    return new ExportRequest(
        group + 1,
        Operation.ADD,
        "group",
        Optional.empty(),
        dn(kind, group),
        Optional.empty(),
        List.of(
            change("sAMAccountName", Value.of(kind + group + tag)),
            change("displayName", Value.of(kind + " " + group)),
            change("description", Value.of("Written by a benchmark")),
            change("groupType", Value.of(Long.parseLong(UNIVERSAL)))),
        withMembers ? references(group) : List.of());
  }

  /** The same members for the connector to add. */
  ExportRequest exportedMembers(String kind, int group, Anchor anchor) {
    return new ExportRequest(
        group + 1,
        Operation.UPDATE,
        "group",
        Optional.of(anchor),
        dn(kind, group),
        Optional.empty(),
        List.of(),
        references(group));
  }

  private List<ReferenceChange> references(int group) {
    List<ReferenceChange> references = new ArrayList<>();
    for (int i = 0; i < membersEach; i++) {
      int user = user(group, i);
      references.add(new ReferenceChange(MEMBER, true, users.get(user), anchors.get(user)));
    }
    return references;
  }

  private static AttributeChange change(String name, Value value) {
    return new AttributeChange(AttributeName.of(name), List.of(value));
  }
}
