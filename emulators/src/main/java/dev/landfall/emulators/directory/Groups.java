package dev.landfall.emulators.directory;

import java.util.Map;
import java.util.Set;

/**
 * Scopes of groups: what may hold what, and which scope may become which (MS-ADTS 3.1.1.5.3.2 and
 * MS-SAMR 3.1.1.8.12). Refusals are result 53 with the code of winerror.h.
 */
final class Groups {
  static final int BUILTIN = 0x1;
  static final int GLOBAL = 0x2;
  static final int DOMAIN_LOCAL = 0x4;
  static final int UNIVERSAL = 0x8;
  static final int SECURITY = 0x80000000;
  private static final int SCOPES = GLOBAL | DOMAIN_LOCAL | UNIVERSAL;

  private static final String INVALID_TYPE = "00002141";
  private static final String GLOBAL_CANNOT_HAVE_LOCAL = "00002144";
  private static final String GLOBAL_CANNOT_HAVE_UNIVERSAL = "00002145";
  private static final String UNIVERSAL_CANNOT_HAVE_LOCAL = "00002146";

  private Groups() {}

  static boolean isGroup(DirectoryObject object) {
    return object.objectClass().name().equals("group");
  }

  static int scope(DirectoryObject group) {
    return (int) group.number("grouptype") & SCOPES;
  }

  /** Checks a value for a new group. */
  static void checkNewType(int type) {
    if (Integer.bitCount(type & SCOPES) != 1 || (type & BUILTIN) != 0) {
      throw AdError.unwilling(INVALID_TYPE);
    }
  }

  /** Checks that a group of one scope may hold another object. */
  static void checkMember(DirectoryObject group, DirectoryObject member) {
    if (isGroup(group) && isGroup(member)) {
      checkHolds(scope(group), scope(member));
    }
  }

  private static void checkHolds(int scope, int memberScope) {
    if (scope == GLOBAL && memberScope == UNIVERSAL) {
      throw AdError.unwilling(GLOBAL_CANNOT_HAVE_UNIVERSAL);
    }
    if (scope == GLOBAL && memberScope == DOMAIN_LOCAL) {
      throw AdError.unwilling(GLOBAL_CANNOT_HAVE_LOCAL);
    }
    if (scope == UNIVERSAL && memberScope == DOMAIN_LOCAL) {
      throw AdError.unwilling(UNIVERSAL_CANNOT_HAVE_LOCAL);
    }
  }

  /** Checks a change of {@code groupType}: members and holders must agree with the new scope. */
  static void checkConversion(DirectoryObject group, int type) {
    int from = scope(group);
    int to = type & SCOPES;
    checkNewType(type);
    if (from == to) {
      return;
    }
    if (from != UNIVERSAL && to != UNIVERSAL) {
      throw AdError.unwilling(INVALID_TYPE);
    }
    Map<DirectoryObject, Long> members = group.links("member");
    members.keySet().stream().filter(Groups::isGroup).forEach(it -> checkHolds(to, scope(it)));
    Set<DirectoryObject> holders = group.backLinks("member");
    holders.stream().filter(Groups::isGroup).forEach(it -> checkHolds(scope(it), to));
  }

  /** The value of {@code sAMAccountType} that belongs to a group type. */
  static int accountType(int groupType) {
    boolean security = (groupType & SECURITY) != 0;
    if ((groupType & DOMAIN_LOCAL) != 0) {
      return security ? 0x20000000 : 0x20000001;
    }
    return security ? 0x10000000 : 0x10000001;
  }
}
