package dev.landfall.connectors.ad;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFWriter;
import com.unboundid.util.ByteStringBuffer;
import dev.landfall.core.value.ObjectGuid;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Writes a domain as LDIF, to rehearse on: the schema, what the configuration says about optional
 * features, and every object of the domain with all values of its links. Values go out as they come
 * in, so that memory does not grow with domain or group. Left out are secrets – whatever the schema
 * marks as confidential, and passwords – and back links, which follow from the links.
 */
public final class AdExport implements AutoCloseable {
  private static final Control[] NONE = {};
  private static final int WRAP = 76;
  private static final int FLUSH = 1 << 16;
  private static final int PROGRESS = 1_000;
  private static final long CONFIDENTIAL = 128;

  /** Secrets that the schema does not mark, in lower case. */
  private static final Set<String> SECRETS =
      Set.of(
          "unicodepwd",
          "userpassword",
          "unixuserpassword",
          "mssfu30password",
          "ms-mcs-admpwd",
          "mslaps-password",
          "mslaps-encryptedpassword",
          "mslaps-encryptedpasswordhistory",
          "msfve-recoverypassword",
          "msfve-keypackage",
          "supplementalcredentials",
          "initialauthincoming",
          "initialauthoutgoing",
          "trustauthincoming",
          "trustauthoutgoing");

  private final LdapLink link;
  private final PagedSearch search;
  private final ByteStringBuffer buffer = new ByteStringBuffer(2 * FLUSH);
  private final Set<String> leftOut = new HashSet<>(SECRETS);
  private long entries;

  public AdExport(AdSettings settings) {
    link =
        new LdapLink(
            settings, Controllers.forRuns(settings.controllers()), LdapLink.Sharing.EXCLUSIVE);
    search = new PagedSearch(link, settings.pageSize());
  }

  /**
   * Writes everything; an incomplete read is an exception, and what was written then is of no use.
   *
   * @param progress told now and then how many entries were written
   * @return how many entries were written
   */
  public long write(OutputStream out, LongConsumer progress) {
    DomainFacts facts = DomainFacts.read(link);
    line("version", new ASN1OctetString("1"), out);
    // The schema comes first: whoever reads this knows every attribute when it comes.
    link.read(facts.schemaDn(), NONE, "*").ifPresent(entry -> entry(entry, out, progress));
    schema(facts, out, progress);
    link.read("CN=Partitions," + facts.configurationDn(), NONE, "*")
        .ifPresent(entry -> entry(entry, out, progress));
    search.run(
        "exporting the domain",
        facts.domainDn(),
        SearchScope.SUB,
        Filter.createPresenceFilter("objectClass"),
        entry -> entry(entry, out, progress),
        "*");
    flush(out);
    return entries;
  }

  private void schema(DomainFacts facts, OutputStream out, LongConsumer progress) {
    for (String objectClass : List.of("attributeSchema", "classSchema")) {
      search.run(
          "exporting the schema",
          facts.schemaDn(),
          SearchScope.ONE,
          Filter.createEqualityFilter("objectClass", objectClass),
          entry -> {
            note(entry);
            entry(entry, out, progress);
          },
          "*");
    }
  }

  private void note(Entry definition) {
    String name = definition.getAttributeValue("lDAPDisplayName");
    Long flags = definition.getAttributeValueAsLong("searchFlags");
    Long linkId = definition.getAttributeValueAsLong("linkID");
    boolean confidential = flags != null && (flags & CONFIDENTIAL) != 0;
    boolean backLink = linkId != null && linkId % 2 == 1;
    if (name != null && (confidential || backLink)) {
      leftOut.add(name.toLowerCase(Locale.ROOT));
    }
  }

  private void entry(Entry entry, OutputStream out, LongConsumer progress) {
    buffer.append('\n');
    line("dn", new ASN1OctetString(entry.getDN()), out);
    for (Attribute attribute : entry.getAttributes()) {
      String name = attribute.getBaseName();
      if (leftOut.contains(name.toLowerCase(Locale.ROOT))) {
        continue;
      }
      if (attribute.getName().toLowerCase(Locale.ROOT).contains(";range=")) {
        ranges(entry, name, out);
      } else {
        for (ASN1OctetString value : attribute.getRawValues()) {
          line(name, value, out);
        }
      }
    }
    entries++;
    if (entries % PROGRESS == 0) {
      progress.accept(entries);
    }
  }

  private void ranges(Entry entry, String name, OutputStream out) {
    ObjectGuid guid = ObjectGuid.ofBytes(entry.getAttributeValueBytes("objectGUID"));
    new RangeReader(link, NONE)
        .read(
            guid,
            entry,
            name,
            (values, last) -> values.forEach(it -> line(name, new ASN1OctetString(it), out)));
  }

  private void line(String name, ASN1OctetString value, OutputStream out) {
    LDIFWriter.encodeNameAndValue(name, value, buffer, WRAP);
    buffer.append('\n');
    if (buffer.length() > FLUSH) {
      flush(out);
    }
  }

  private void flush(OutputStream out) {
    try {
      buffer.write(out);
      buffer.clear();
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("The export cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
