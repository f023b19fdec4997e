package dev.landfall.app.cli;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFDeleteChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Pending exports as LDIF change records, for review with the tools of a directory administrator.
 */
final class PendingExportLdif {
  private PendingExportLdif() {}

  /** An object and its changes: attribute, operation, old value, new value. */
  record Entry(String dn, String operation, List<List<String>> changes) {}

  static String of(List<Entry> entries) {
    StringBuilder ldif = new StringBuilder("version: 1\n\n");
    for (Entry entry : entries) {
      record(entry).toLDIFString(ldif);
      ldif.append("\n\n");
    }
    return ldif.toString();
  }

  private static LDIFChangeRecord record(Entry entry) {
    if (entry.operation().equals("delete")) {
      return new LDIFDeleteChangeRecord(entry.dn());
    }
    if (entry.operation().equals("add")) {
      List<Attribute> attributes = new ArrayList<>();
      entry.changes().forEach(one -> attributes.add(new Attribute(one.get(0), one.get(3))));
      return new LDIFAddChangeRecord(entry.dn(), attributes);
    }
    List<Modification> modifications = new ArrayList<>();
    for (List<String> change : entry.changes()) {
      modifications.add(
          switch (change.get(1)) {
            case "add" -> new Modification(ModificationType.ADD, change.get(0), change.get(3));
            case "delete" ->
                new Modification(ModificationType.DELETE, change.get(0), change.get(2));
            default -> new Modification(ModificationType.REPLACE, change.get(0), change.get(3));
          });
    }
    return new LDIFModifyChangeRecord(entry.dn(), modifications);
  }
}
