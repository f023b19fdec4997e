package dev.landfall.app.rehearse;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import dev.landfall.core.directory.Directory;
import dev.landfall.core.directory.DirectoryFilter;
import dev.landfall.core.directory.DirectoryQuery;
import dev.landfall.engine.rule.standard.WritebackRules;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the copy of a domain tells about group writeback. */
final class WrittenBackGroups {
  private final Map<String, Long> byContainer = new TreeMap<>();
  private long all;
  private long namedById;

  /** Looks for groups that carry the mark of the writeback. */
  static WrittenBackGroups in(Directory directory, String domainDn) {
    WrittenBackGroups found = new WrittenBackGroups();
    directory.search(
        DirectoryQuery.below(
            domainDn, DirectoryFilter.startsWith("adminDescription", "Group_"), "cn"),
        entry -> found.add(entry.dn(), entry.attributes().text("cn").orElse("")));
    return found;
  }

  private void add(String dn, String commonName) {
    all++;
    namedById += commonName.startsWith("Group_") ? 1 : 0;
    byContainer.merge(parent(dn), 1L, Long::sum);
  }

  private static String parent(String dn) {
    try {
      DN parent = new DN(dn).getParent();
      return parent == null ? "" : parent.toString();
    } catch (LDAPException malformed) {
      return "";
    }
  }

  long count() {
    return all;
  }

  /** Where most of them are. */
  Optional<String> container() {
    return byContainer.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  /** How most of them are named. */
  WritebackRules.Naming naming() {
    return 2 * namedById >= all
        ? WritebackRules.Naming.OBJECT_ID
        : WritebackRules.Naming.DISPLAY_NAME;
  }
}
