package dev.landfall.emulators.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFRecord;
import dev.landfall.emulators.directory.LdifProblems.Place;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes an export of a domain over: the objects as they are there, with their identifiers. What a
 * domain controller keeps for itself is left out, what the files do not say is kept from the fresh
 * domain. An entry may come before its container and a link before its target.
 */
final class LdifLoader {
  private final DirectoryStore store;
  private final LdifProblems problems = new LdifProblems();
  private final LdifSchema schema;
  private final LdifLinks links;
  private final LdifObjects objects;
  private final Map<String, List<Waiting>> waiting = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final DN domain;
  private long deleted;

  LdifLoader(Server server) {
    this.store = server.store();
    this.schema = new LdifSchema(server);
    this.links = new LdifLinks(store, problems);
    this.objects = new LdifObjects(store, schema, links, problems);
    this.domain = store.parse(store.root().dn());
  }

  /** An entry whose container has not come yet. */
  private record Waiting(DN dn, Collection<Attribute> attributes, Place place) {}

  /** A change record; {@code ldifde} writes memberships so, after all entries. */
  private record Change(LDIFModifyChangeRecord record, Place place) {}

  /**
   * Loads files, in order.
   *
   * @throws LdifException with everything wrong in them; the directory is of no use then
   */
  LdifReport load(List<Path> files) {
    for (Path file : files) {
      try (LdifRecords records = LdifRecords.open(file, problems)) {
        for (LDIFRecord record = records.next(); record != null; record = records.next()) {
          take(record, records.place());
        }
      }
    }
    makeMissingContainers();
    changes.forEach(this::change);
    links.resolve();
    schema.describe();
    objects.warnOfNewIdentifiers();
    problems.throwIfAny();
    return new LdifReport(
        objects.hasTaken(store.schemaDn()),
        objects.count(),
        links.count(),
        deleted,
        links.dangling(),
        schema.newAttributes(),
        schema.newClasses(),
        problems.all());
  }

  private void take(LDIFRecord record, Place place) {
    DN dn;
    try {
      dn = inForest(record.getParsedDN());
    } catch (LDAPException malformed) {
      problems.error(place, "dn", "\"" + record.getDN() + "\" is no distinguished name.");
      return;
    }
    if (record instanceof LDIFModifyChangeRecord change) {
      changes.add(new Change(change, place));
      return;
    }
    var entry = LdifHead.entry(record);
    if (entry == null) {
      problems.error(place, "changetype", "Only entries, add and modify can be taken over.");
    } else if (!dn.isDescendantOf(domain, true)) {
      problems.error(
          place, "dn", "\"" + record.getDN() + "\" is not in the domain " + store.root() + ".");
    } else if (isTombstone(entry.getAttributeValue("isDeleted"), dn)) {
      deleted++;
    } else {
      place(new Waiting(dn, entry.getAttributes(), place));
    }
  }

  /**
   * Schema and configuration of a child domain are below the root of the forest; here, below it.
   */
  private DN inForest(DN dn) throws LDAPException {
    RDN[] rdns = dn.getRDNs();
    int at = rdns.length - 1;
    while (at >= 0 && rdns[at].hasAttribute("DC")) {
      at--;
    }
    boolean configuration = at >= 0 && rdns[at].equals(new RDN("CN", "Configuration"));
    if (!configuration || dn.isDescendantOf(domain, true)) {
      return dn;
    }
    DN moved = domain;
    for (int i = at; i >= 0; i--) {
      moved = new DN(rdns[i], moved);
    }
    return moved;
  }

  /** The container of deleted objects is marked as deleted, too. */
  private boolean isTombstone(String isDeleted, DN dn) {
    return "TRUE".equalsIgnoreCase(isDeleted) && store.find(dn).isEmpty();
  }

  /** Creates the object, and those that waited for it; or lets it wait for its container. */
  private void place(Waiting first) {
    Deque<Waiting> ready = new ArrayDeque<>(List.of(first));
    while (!ready.isEmpty()) {
      Waiting one = ready.remove();
      DN parent = one.dn().getParent();
      boolean top = parent == null || store.find(one.dn()).isPresent();
      if (!top && store.find(parent).isEmpty()) {
        waiting.computeIfAbsent(parent.toNormalizedString(), any -> new ArrayList<>()).add(one);
      } else if (objects.create(one.dn(), one.attributes(), one.place()) && !waiting.isEmpty()) {
        List<Waiting> below = waiting.remove(one.dn().toNormalizedString());
        ready.addAll(below == null ? List.of() : below);
      }
    }
  }

  /** An export of a part names containers it does not hold. */
  private void makeMissingContainers() {
    while (!waiting.isEmpty()) {
      List<Waiting> below = waiting.values().iterator().next();
      Waiting one = below.get(0);
      DN missing = one.dn().getParent();
      while (missing.getParent() != null && store.find(missing.getParent()).isEmpty()) {
        missing = missing.getParent();
      }
      String objectClass = containerClass(missing.getRDN());
      problems.warn(
          one.place(),
          "dn",
          "\"" + missing + "\" is not in the file; it was made as " + objectClass + ".");
      int before = waiting.size();
      objects.make(missing, objectClass, one.place());
      List<Waiting> ready = waiting.remove(missing.toNormalizedString());
      if (ready != null) {
        ready.forEach(this::place);
      } else if (store.find(missing).isEmpty() && waiting.size() == before) {
        problems.error(one.place(), "dn", "\"" + missing + "\" cannot be made.");
        waiting.remove(one.dn().getParent().toNormalizedString());
      }
    }
  }

  private static String containerClass(RDN rdn) {
    return switch (rdn.getAttributeNames()[0].toUpperCase(Locale.ROOT)) {
      case "OU" -> "organizationalUnit";
      case "DC" -> "domainDNS";
      default -> "container";
    };
  }

  private void change(Change change) {
    String dn = change.record().getDN();
    DirectoryObject object = store.find(dn).orElse(null);
    if (object == null) {
      problems.error(change.place(), "dn", "\"" + dn + "\" is changed but is in no entry.");
      return;
    }
    for (Modification modification : change.record().getModifications()) {
      boolean replaces = modification.getModificationType() == ModificationType.REPLACE;
      if (replaces || modification.getModificationType() == ModificationType.ADD) {
        objects.change(object, modification.getAttribute(), replaces, change.place());
      } else {
        problems.error(
            change.place(),
            modification.getAttributeName(),
            "An export adds values; this record takes some away.");
      }
    }
  }
}
