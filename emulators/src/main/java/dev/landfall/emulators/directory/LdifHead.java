package dev.landfall.emulators.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a domain before its objects are taken over. The files are read up to the
 * first object with a SID of the domain, which in practice is among the first; where none has one,
 * most entries are of the domain.
 *
 * @param domain DNS name
 * @param domainSid empty if no object has a SID
 * @param objectVersion of the schema, if the files begin with the schema
 */
record LdifHead(String domain, Optional<String> domainSid, Optional<Integer> objectVersion) {
  private static final int MOST_LOOKED_AT = 5_000;
  private static final int PARTS_OF_A_DOMAIN_SID = 7;

  /**
   * Looks into the files.
   *
   * @throws LdifException if a file cannot be read, or none has an entry below {@code DC=…}
   */
  static LdifHead of(List<Path> files) {
    LdifProblems problems = new LdifProblems();
    Map<String, Long> byDomain = new LinkedHashMap<>();
    Integer version = null;
    for (Path file : files) {
      try (LdifRecords records = LdifRecords.open(file, problems)) {
        int looked = 0;
        for (LDIFRecord record = records.next();
            record != null && looked++ < MOST_LOOKED_AT;
            record = records.next()) {
          Entry entry = entry(record);
          String domain = entry == null ? "" : domain(entry);
          if (entry == null || domain.isEmpty()) {
            continue;
          }
          byDomain.merge(domain, 1L, Long::sum);
          if (entry.getDN().regionMatches(true, 0, "CN=Schema,CN=Configuration,", 0, 27)) {
            version = entry.getAttributeValueAsInteger("objectVersion");
          }
          Optional<String> sid = domainSid(entry);
          if (sid.isPresent()) {
            return new LdifHead(domain, sid, Optional.ofNullable(version));
          }
        }
      }
    }
    if (byDomain.isEmpty()) { // whatever else is wrong is told when the objects are taken over
      problems.error(
          new LdifProblems.Place(files.get(0).toString(), 0),
          "",
          "No entry is below DC=…, so this is no export of an Active Directory domain.");
      problems.throwIfAny();
    }
    String most =
        byDomain.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    return new LdifHead(most, Optional.empty(), Optional.ofNullable(version));
  }

  static @Nullable Entry entry(LDIFRecord record) {
    if (record instanceof LDIFAddChangeRecord added) {
      return added.getEntryToAdd();
    }
    return record instanceof Entry entry ? entry : null;
  }

  private static String domain(Entry entry) {
    try {
      List<String> labels = new ArrayList<>();
      for (RDN rdn : new DN(entry.getDN()).getRDNs()) {
        if (rdn.getAttributeNames()[0].equalsIgnoreCase("DC")) {
          labels.add(rdn.getAttributeValues()[0].toLowerCase(Locale.ROOT));
        } else {
          labels.clear();
        }
      }
      return String.join(".", labels);
    } catch (LDAPException malformed) {
      return "";
    }
  }

  private static Optional<String> domainSid(Entry entry) {
    byte[] sid = entry.getAttributeValueBytes("objectSid");
    if (sid == null || entry.hasObjectClass("foreignSecurityPrincipal")) {
      return Optional.empty();
    }
    try {
      String[] part = Sids.text(sid).split("-", -1);
      boolean ofDomain = part.length >= PARTS_OF_A_DOMAIN_SID && part[3].equals("21");
      return ofDomain
          ? Optional.of(String.join("-", List.of(part).subList(0, PARTS_OF_A_DOMAIN_SID)))
          : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
