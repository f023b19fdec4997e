package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldif.LDIFWriter;
import com.unboundid.util.ByteStringBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the directory as LDIF: the schema first, as far as it is not that of a fresh domain, then
 * the rest, containers before what they hold. Values go out one by one, so that a large group needs
 * no memory of its own.
 */
final class LdifExport {
  private static final int WRAP = 76;
  private static final int FLUSH = 1 << 16;

  /** The numbers of this server say nothing elsewhere. */
  private static final Set<String> LEFT_OUT = Set.of("usncreated", "usnchanged", "objectclass");

  private final DirectoryStore store;
  private final OutputStream out;
  private final ByteStringBuffer buffer = new ByteStringBuffer(2 * FLUSH);
  private long entries;

  LdifExport(DirectoryStore store, OutputStream out) {
    this.store = store;
    this.out = out;
  }

  /** The caller holds the lock for reading. */
  long write() {
    line("version", new ASN1OctetString("1"));
    DirectoryObject schema = store.require(store.schemaDn());
    entry(schema);
    schema.children().stream().filter(it -> !store.isFresh(it)).forEach(this::entry);
    DirectoryObject configuration = store.require(store.configurationDn());
    configuration.children().stream().filter(it -> it != schema).forEach(it -> tree(it, false));
    tree(store.root(), true);
    flush();
    return entries;
  }

  private void tree(DirectoryObject at, boolean all) {
    if (!at.deleted() && (all || !store.isFresh(at))) {
      entry(at);
    }
    for (DirectoryObject child : at.children()) {
      if (!child.dn().equals(store.configurationDn()) && !at.deleted()) {
        tree(child, all);
      }
    }
  }

  private void entry(DirectoryObject object) {
    buffer.append('\n');
    line("dn", new ASN1OctetString(object.dn()));
    object.values("objectclass").forEach(value -> line("objectClass", value));
    for (Map.Entry<String, List<ASN1OctetString>> attribute : object.values().entrySet()) {
      if (!LEFT_OUT.contains(attribute.getKey())) {
        String name = store.schema.require(attribute.getKey()).name();
        attribute.getValue().forEach(value -> line(name, value));
      }
    }
    for (String key : object.linkNames()) {
      String name = store.schema.require(key).name();
      object.links(key).keySet().forEach(to -> line(name, new ASN1OctetString(to.dn())));
    }
    entries++;
  }

  private void line(String name, ASN1OctetString value) {
    LDIFWriter.encodeNameAndValue(name, value, buffer, WRAP);
    buffer.append('\n');
    if (buffer.length() > FLUSH) {
      flush();
    }
  }

  private void flush() {
    try {
      buffer.write(out);
      buffer.clear();
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("The export cannot be written: " + e.getMessage(), e);
    }
  }
}
