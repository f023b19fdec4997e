package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.landfall.core.check.Check;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Looks, right by right, whether the account may write groups below a container. */
final class WriteChecks {
  private static final Control[] NONE = {};

  private final LdapLink link;
  private final ObjectRights rights;
  private final Account account;
  private final String container;
  private final Optional<String> sample;
  private final List<Check> checks = new ArrayList<>();

  /**
   * @param sample the DN of a group below the container, if there is one
   */
  WriteChecks(
      LdapLink link,
      ObjectRights rights,
      Account account,
      String container,
      Optional<String> sample) {
    this.link = link;
    this.rights = rights;
    this.account = account;
    this.container = container;
    this.sample = sample;
  }

  /**
   * @param attributes of groups that are written
   */
  List<Check> run(Collection<String> attributes) {
    ObjectRights.Permissions permissions = rights.of(container);
    create();
    write(attributes, permissions);
    if (permissions.told()) {
      delete(permissions);
      excess(permissions);
    }
    return checks;
  }

  private void create() {
    boolean may =
        values(container, "allowedChildClassesEffective").stream()
            .anyMatch("group"::equalsIgnoreCase);
    check("writeback-create", may, "create child objects of class group", "/I:T", "CC;group");
  }

  /**
   * On a group the directory itself says what may be written; before there is one, its heritage.
   */
  private void write(Collection<String> attributes, ObjectRights.Permissions permissions) {
    if (sample.isEmpty() && permissions.descriptor().isEmpty()) {
      checks.add(
          Check.pass(
              "writeback-write", "No group is written back yet; what may be written shows later."));
      return;
    }
    List<String> missing = new ArrayList<>();
    if (sample.isPresent()) {
      TreeSet<String> writable = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      writable.addAll(values(sample.get(), "allowedAttributesEffective"));
      attributes.stream().filter(name -> !writable.contains(name)).forEach(missing::add);
    } else {
      SecurityDescriptor descriptor = permissions.descriptor().get();
      Map<String, List<ObjectGuid>> guids = rights.schemaGuids(withGroup(attributes));
      for (String name : attributes) {
        List<ObjectGuid> types = guids.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        if (!descriptor.passesOn(
            SecurityDescriptor.WRITE_PROPERTY, types, group(guids), account.sids())) {
          missing.add(name);
        }
      }
    }
    check(
        "writeback-write",
        missing.isEmpty(),
        String.join(", ", missing.stream().map(name -> "write " + name).toList()),
        "/I:S",
        "RPWP;;group");
  }

  private static List<String> withGroup(Collection<String> attributes) {
    List<String> names = new ArrayList<>(attributes);
    names.add("group");
    return names;
  }

  private static ObjectGuid group(Map<String, List<ObjectGuid>> guids) {
    return guids.getOrDefault("group", List.of()).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new LandfallException(
                    ErrorCode.SCHEMA_MISSING, "The schema has no class \"group\"."));
  }

  /** Either the right on the group, or the right to delete children of its container, is enough. */
  private void delete(ObjectRights.Permissions permissions) {
    if (permissions.descriptor().isEmpty()) {
      checks.add(
          Check.warn(
              "writeback-delete",
              "Whether \""
                  + account.name()
                  + "\" may delete groups below \""
                  + container
                  + "\" cannot be told: it may not read the permissions there.",
              grant("/I:T", "RC") + "   (lets the account read permissions)"));
      return;
    }
    SecurityDescriptor descriptor = permissions.descriptor().get();
    ObjectGuid group = group(rights.schemaGuids(List.of("group")));
    boolean asChild =
        descriptor.grants(SecurityDescriptor.DELETE_CHILD, List.of(group), account.sids());
    boolean itself =
        sample
            .flatMap(dn -> rights.of(dn).descriptor())
            .map(it -> it.grants(SecurityDescriptor.DELETE, List.of(), account.sids()))
            .orElseGet(
                () ->
                    descriptor.passesOn(
                        SecurityDescriptor.DELETE, List.of(), group, account.sids()));
    check(
        "writeback-delete",
        asChild || itself,
        "delete child objects of class group",
        "/I:T",
        "DC;group");
  }

  private void excess(ObjectRights.Permissions permissions) {
    if (permissions.changeable()) {
      checks.add(
          Check.warn(
              "writeback-excess",
              "\""
                  + account.name()
                  + "\" may change permissions or owner of \""
                  + container
                  + "\", which Landfall never does.",
              "Use an account that has the rights of docs/active-directory.md and no more."));
    }
  }

  private void check(String id, boolean may, String missing, String inheritance, String right) {
    checks.add(
        may
            ? Check.pass(
                id, "\"" + account.name() + "\" has this right below \"" + container + "\".")
            : Check.fail(
                id,
                "\""
                    + account.name()
                    + "\" lacks rights for \""
                    + container
                    + "\": "
                    + missing
                    + ".",
                grant(inheritance, right)
                    + "   (all rights for groups at once: Set-ADSyncUnifiedGroupWritebackPermissions"
                    + " -ADConnectorAccountDN <dn> -ADObjectDN \""
                    + container
                    + "\")"));
  }

  private String grant(String inheritance, String right) {
    return Grants.dsacls(container, inheritance, account, right);
  }

  private List<String> values(String dn, String attribute) {
    return link.read(dn, NONE, attribute)
        .map((SearchResultEntry entry) -> entry.getAttributeValues(attribute))
        .map(List::of)
        .orElse(List.of());
  }
}
