package dev.landfall.app.pending;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFDeleteChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFModifyDNChangeRecord;
import dev.landfall.core.store.PendingExport.Operation;
import dev.landfall.core.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * LDIF change records, for review with the tools of a directory administrator. References come
 * after the object's other attributes, a thousand to a record, so that no group is too large.
 */
public final class LdifPendingExports implements PendingExportWriter {
  private static final int REFERENCES = 1_000;

  private final Appendable out;
  private final List<PendingChange> attributes = new ArrayList<>();
  private final List<PendingChange> references = new ArrayList<>();
  private boolean described;

  public LdifPendingExports(Appendable out) {
    this.out = out;
  }

  @Override
  public void begin() throws IOException {
    out.append("version: 1\n\n");
  }

  @Override
  public void object(PendingObject object) {
    attributes.clear();
    references.clear();
    described = false;
  }

  @Override
  public void change(PendingObject object, PendingChange change) throws IOException {
    if (!change.reference()) {
      attributes.add(change);
      return;
    }
    describe(object);
    references.add(change);
    if (references.size() == REFERENCES) {
      flushReferences(object);
    }
  }

  @Override
  public void endObject(PendingObject object) throws IOException {
    describe(object);
    flushReferences(object);
  }

  /** The object itself and its attributes, before the first reference. */
  private void describe(PendingObject object) throws IOException {
    if (described) {
      return;
    }
    described = true;
    String dn = object.object().currentDn();
    if (object.operation() == Operation.DELETE) {
      write(new LDIFDeleteChangeRecord(dn));
      return;
    }
    if (object.operation() == Operation.ADD) {
      write(new LDIFAddChangeRecord(dn, attributes.stream().map(one -> added(one)).toList()));
      return;
    }
    if (object.newDn().isPresent()) {
      write(rename(dn, object.newDn().get()));
    }
    if (!attributes.isEmpty()) {
      write(
          new LDIFModifyChangeRecord(
              current(object), attributes.stream().map(one -> replaced(one)).toList()));
    }
  }

  private static String current(PendingObject object) {
    return object.newDn().orElse(object.object().currentDn());
  }

  private static LDIFChangeRecord rename(String from, String to) throws IOException {
    try {
      DN target = new DN(to);
      RDN rdn = target.getRDN();
      return new LDIFModifyDNChangeRecord(
          from, String.valueOf(rdn), true, target.getParentString());
    } catch (LDAPException notADn) {
      throw new IOException("\"" + to + "\" is no DN.", notADn);
    }
  }

  private static Attribute added(PendingChange change) {
    return new Attribute(change.attribute(), bytes(change.after()));
  }

  private static Modification replaced(PendingChange change) {
    return new Modification(ModificationType.REPLACE, change.attribute(), bytes(change.after()));
  }

  private static byte[][] bytes(List<Value> values) {
    return values.stream()
        .map(
            value ->
                value instanceof Value.Binary binary
                    ? binary.bytes()
                    : value.text().getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }

  private void flushReferences(PendingObject object) throws IOException {
    if (references.isEmpty()) {
      return;
    }
    Map<String, Map<ModificationType, List<Value>>> grouped = new LinkedHashMap<>();
    for (PendingChange change : references) {
      boolean add = change.modification() == PendingChange.Modification.ADD;
      grouped
          .computeIfAbsent(change.attribute(), fresh -> new LinkedHashMap<>())
          .computeIfAbsent(
              add ? ModificationType.ADD : ModificationType.DELETE, fresh -> new ArrayList<>())
          .addAll(add ? change.after() : change.before());
    }
    List<Modification> modifications = new ArrayList<>();
    grouped.forEach(
        (attribute, byType) ->
            byType.forEach(
                (type, values) ->
                    modifications.add(new Modification(type, attribute, bytes(values)))));
    write(new LDIFModifyChangeRecord(current(object), modifications));
    references.clear();
  }

  private void write(LDIFChangeRecord record) throws IOException {
    out.append(record.toLDIFString()).append("\n");
  }
}
