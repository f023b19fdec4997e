package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the security accounts manager adds to users, computers and groups, and refuses. */
final class Accounts {
  private static final String FORBIDDEN = "\"/\\[]:;|=,+*?<>";
  private static final Set<String> PRINCIPALS =
      Set.of("user", "inetOrgPerson", "computer", "group");
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private final DirectoryStore store;
  private final SecureRandom random = new SecureRandom();

  Accounts(DirectoryStore store) {
    this.store = store;
  }

  void complete(DirectoryObject object, boolean system) {
    if (!PRINCIPALS.contains(object.objectClass().name())) {
      return;
    }
    if (object.values("samaccountname").isEmpty()) {
      put(object, "samaccountname", generatedName());
    }
    checkName(object, object.text("samaccountname"));
    checkUpn(object);
    object.values().putIfAbsent("objectsid", List.of(new ASN1OctetString(store.sids.next())));
    if (Groups.isGroup(object)) {
      completeGroup(object, system);
    } else {
      completeUser(object);
    }
  }

  private void completeGroup(DirectoryObject object, boolean system) {
    int defaultType = Groups.GLOBAL | Groups.SECURITY;
    putIfAbsent(object, "grouptype", Integer.toString(defaultType));
    int type = (int) object.number("grouptype");
    if (!system) {
      Groups.checkNewType(type);
    }
    put(object, "samaccounttype", Integer.toString(Groups.accountType(type)));
  }

  private void completeUser(DirectoryObject object) {
    boolean computer = object.objectClass().name().equals("computer");
    putIfAbsent(object, "useraccountcontrol", computer ? "4096" : "546");
    putIfAbsent(object, "primarygroupid", computer ? "515" : "513");
    putIfAbsent(object, "accountexpires", Long.toString(Long.MAX_VALUE));
    putIfAbsent(object, "pwdlastset", "0");
    putIfAbsent(object, "badpwdcount", "0");
    putIfAbsent(object, "countrycode", "0");
    putIfAbsent(object, "codepage", "0");
    put(object, "samaccounttype", computer ? "805306369" : "805306368");
  }

  /** Refuses a name that is malformed or taken by another account of the domain. */
  void checkName(DirectoryObject object, String name) {
    AttributeRule rule = store.schema.require("sAMAccountName");
    boolean forbidden = name.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0 || c < ' ');
    boolean tooLong = !Groups.isGroup(object) && name.length() > 20 && !name.endsWith("$");
    if (forbidden || tooLong || name.endsWith(".") || name.isBlank()) {
      throw AdError.constraint("00000523", rule, "");
    }
    boolean taken =
        store.indexes.equal(rule, new ASN1OctetString(name)).stream()
            .anyMatch(other -> other != object && !other.deleted());
    if (taken) {
      throw AdError.exists(Groups.isGroup(object) ? "00000526" : "00000524");
    }
  }

  /** Refuses a {@code userPrincipalName} of another account. */
  void checkUpn(DirectoryObject object) {
    String upn = object.text("userprincipalname");
    if (!upn.isEmpty()) {
      store
          .indexes
          .liveOne(store.schema.require("userPrincipalName"), upn)
          .filter(other -> other != object)
          .ifPresent(
              other -> {
                throw AdError.constraint("000021C8", store.schema.require("userPrincipalName"), "");
              });
    }
  }

  private String generatedName() {
    StringBuilder out = new StringBuilder("$");
    out.append(String.format(Locale.ROOT, "%06X", random.nextInt(1 << 24))).append('-');
    for (int i = 0; i < 12; i++) {
      out.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return out.toString();
  }

  private static void put(DirectoryObject object, String key, String value) {
    object.values().put(key, List.of(new ASN1OctetString(value)));
  }

  private static void putIfAbsent(DirectoryObject object, String key, String value) {
    object.values().putIfAbsent(key, List.of(new ASN1OctetString(value)));
  }
}
