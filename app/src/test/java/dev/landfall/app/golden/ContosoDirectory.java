package dev.landfall.app.golden;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Fills a directory with 1,000 users, 100 groups, 60 contacts and 40 computers below {@code
 * OU=CORP}: those of {@code directory.ldif} and a crowd made by rule, with four attributes of the
 * Exchange schema.
 */
final class ContosoDirectory {
  static final String DOMAIN = "DC=contoso,DC=com";
  static final String PASSWORD = "Correct-Horse-7";

  private static final String PEOPLE = ",OU=People,OU=CORP," + DOMAIN;
  private static final String GROUPS = ",OU=Groups,OU=CORP," + DOMAIN;
  private static final String CONTACTS = ",OU=Contacts,OU=CORP," + DOMAIN;
  private static final String DEVICES = ",OU=Devices,OU=CORP," + DOMAIN;
  private static final String SCHEMA = "CN=Schema,CN=Configuration," + DOMAIN;

  /** With those of the LDIF: 1,000, 100, 60 and 40. */
  private static final int USERS = 985;

  private static final int GROUP_COUNT = 91;
  private static final int CONTACT_COUNT = 57;
  private static final int COMPUTERS = 38;

  private static final long[] GROUP_TYPES = {-2147483646L, -2147483640L, -2147483644L, 8, 2};

  private final EmbeddedDirectory directory;

  private ContosoDirectory(EmbeddedDirectory directory) {
    this.directory = directory;
  }

  /** A directory whose answers hold 200 values at most, so that large groups come in ranges. */
  static EmbeddedDirectory start() throws LDAPException, IOException {
    EmbeddedDirectory directory =
        EmbeddedDirectory.builder()
            .domain("contoso.com")
            .administratorPassword(PASSWORD.toCharArray())
            .maxValRange(200)
            .start();
    ContosoDirectory content = new ContosoDirectory(directory);
    content.extendSchema();
    try (InputStream ldif = ContosoDirectory.class.getResourceAsStream("/golden/directory.ldif")) {
      directory.importLdif(Objects.requireNonNull(ldif));
    }
    content.users();
    content.groups();
    content.contacts();
    content.computers();
    content.everybody();
    return directory;
  }

  static LDAPConnection connect(EmbeddedDirectory directory) throws LDAPException {
    LDAPURL url = new LDAPURL(directory.ldapUrl());
    return new LDAPConnection(url.getHost(), url.getPort(), directory.administratorDn(), PASSWORD);
  }

  private void extendSchema() throws LDAPException {
    extend("mailNickname", "1.2.840.113556.1.2.447", "2.5.5.12", 64);
    extend("extensionAttribute1", "1.2.840.113556.1.2.423", "2.5.5.12", 64);
    extend("msExchRecipientTypeDetails", "1.2.840.113556.1.4.7000.102.50855", "2.5.5.16", 65);
    extend("msExchHideFromAddressLists", "1.2.840.113556.1.4.7000.102.73", "2.5.5.8", 1);
  }

  private void extend(String name, String oid, String syntax, int omSyntax) throws LDAPException {
    try (LDAPConnection ldap = connect(directory)) {
      ldap.add(
          "CN=" + name + "," + SCHEMA,
          new Attribute("objectClass", "attributeSchema"),
          new Attribute("lDAPDisplayName", name),
          new Attribute("attributeID", oid),
          new Attribute("attributeSyntax", syntax),
          new Attribute("oMSyntax", Integer.toString(omSyntax)),
          new Attribute("isSingleValued", "TRUE"),
          new Attribute("searchFlags", "0"));
      ldap.modify(
          "CN=Mail-Recipient," + SCHEMA,
          new Modification(ModificationType.ADD, "mayContain", name));
    }
  }

  private static String user(int i) {
    return String.format(Locale.ROOT, "CN=User %03d", i) + PEOPLE;
  }

  /**
   * Of 50 users one is filtered as {@code AAD_…}, one as {@code MSOL_…}, and one was written back;
   * of ten one is disabled, of seven one has no UPN, of three one has an address.
   */
  private void users() {
    for (int i = 0; i < USERS; i++) {
      List<Attribute> attributes = new ArrayList<>();
      attributes.add(new Attribute("objectClass", "user"));
      String name =
          switch (i % 50) {
            case 7 -> "AAD_" + i;
            case 8 -> "MSOL_" + i;
            default -> "user" + i;
          };
      attributes.add(new Attribute("sAMAccountName", name));
      attributes.add(new Attribute("userAccountControl", i % 10 == 3 ? "514" : "512"));
      if (i % 50 == 9) {
        attributes.add(new Attribute("adminDescription", "User_" + i));
      }
      if (i % 7 != 0) {
        attributes.add(new Attribute("userPrincipalName", name + "@contoso.com"));
      }
      if (i % 3 == 0) {
        attributes.add(new Attribute("mail", name + "@contoso.com"));
        attributes.add(new Attribute("proxyAddresses", "SMTP:" + name + "@contoso.com"));
      }
      if (i > 0) {
        attributes.add(new Attribute("manager", user(i / 10)));
      }
      directory.add(user(i), attributes);
    }
  }

  /** The five kinds of groups in turn, five members each; of 20 groups one was written back. */
  private void groups() {
    for (int g = 0; g < GROUP_COUNT; g++) {
      List<Attribute> attributes = new ArrayList<>();
      attributes.add(new Attribute("objectClass", "group"));
      attributes.add(new Attribute("sAMAccountName", "group" + g));
      attributes.add(new Attribute("groupType", Long.toString(GROUP_TYPES[g % 5])));
      if (g % 5 == 3) {
        attributes.add(new Attribute("mail", "group" + g + "@contoso.com"));
      }
      if (g % 20 == 10) {
        attributes.add(new Attribute("adminDescription", "Group_" + g));
      }
      List<String> members = new ArrayList<>();
      for (int i = 5 * g; i < 5 * g + 5; i++) {
        members.add(user(i));
      }
      attributes.add(new Attribute("member", members));
      directory.add(String.format(Locale.ROOT, "CN=Group %02d", g) + GROUPS, attributes);
    }
  }

  /** Every third contact has no mail. */
  private void contacts() {
    for (int c = 0; c < CONTACT_COUNT; c++) {
      List<Attribute> attributes = new ArrayList<>();
      attributes.add(new Attribute("objectClass", "contact"));
      if (c % 3 != 2) {
        attributes.add(new Attribute("mail", "contact" + c + "@fabrikam.com"));
      }
      directory.add(String.format(Locale.ROOT, "CN=Contact %02d", c) + CONTACTS, attributes);
    }
  }

  /** Every second computer has a certificate. */
  private void computers() {
    for (int d = 0; d < COMPUTERS; d++) {
      List<Attribute> attributes = new ArrayList<>();
      attributes.add(new Attribute("objectClass", "computer"));
      attributes.add(new Attribute("sAMAccountName", "DESK" + d + "$"));
      if (d % 2 == 0) {
        attributes.add(new Attribute("userCertificate", new byte[] {0x30, 0x03, 2, 1, (byte) d}));
      }
      directory.add(String.format(Locale.ROOT, "CN=DESK%02d", d) + DEVICES, attributes);
    }
  }

  private void everybody() throws LDAPException {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      all.add(user(i));
    }
    try (LDAPConnection ldap = connect(directory)) {
      ldap.modify(
          "CN=Everybody" + GROUPS,
          new Modification(ModificationType.ADD, "member", all.toArray(String[]::new)));
    }
  }
}
