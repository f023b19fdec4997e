package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.emulators.directory.LdifProblems.Place;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes objects of entries: new ones, or those of the fresh domain with another identity. */
final class LdifObjects {
  private final DirectoryStore store;
  private final LdifSchema schema;
  private final LdifLinks links;
  private final LdifProblems problems;
  private final LdifValues values;
  private final SchemaExtension schemaExtension;
  private final Map<DirectoryObject, Place> taken = new IdentityHashMap<>();
  private long withoutGuid;

  LdifObjects(DirectoryStore store, LdifSchema schema, LdifLinks links, LdifProblems problems) {
    this.store = store;
    this.schema = schema;
    this.links = links;
    this.problems = problems;
    this.values = new LdifValues(schema, problems);
    this.schemaExtension = new SchemaExtension(store);
  }

  long count() {
    return taken.size();
  }

  /** Whether an object comes from the files. */
  boolean hasTaken(String dn) {
    return store.find(dn).filter(taken::containsKey).isPresent();
  }

  /**
   * Takes an entry over. Its container is there, or it is the domain itself.
   *
   * @return whether the object is there now
   */
  boolean create(DN dn, Collection<Attribute> attributes, Place place) {
    Rdn rdn;
    try {
      rdn = Rdn.of(dn.getRDN());
    } catch (AdError twoParts) {
      problems.error(place, "dn", "\"" + dn + "\": a name of two parts is not known to AD.");
      return false;
    }
    Optional<ClassRule> objectClass = schema.classOf(attributes, rdn.attribute());
    if (objectClass.isEmpty()) {
      problems.error(place, "objectClass", "\"" + dn + "\" has no structural object class.");
      return false;
    }
    LdifValues.Taken read = values.read(objectClass.get(), attributes, place);
    Optional<DirectoryObject> present = present(dn, rdn, objectClass.get(), read, place);
    Place before = present.map(taken::get).orElse(null);
    if (before != null) {
      problems.error(place, "dn", "\"" + dn + "\" was already in line " + before.line() + ".");
      return false;
    }
    if (read.guid().flatMap(store::byGuid).filter(taken::containsKey).isPresent()) {
      problems.error(place, "objectGUID", "Another object has " + read.guid().get() + ", too.");
      return false;
    }
    if (read.guid().isEmpty()) {
      withoutGuid++;
    }
    DirectoryObject object =
        present.isPresent() ? merged(present.get(), read) : added(dn, rdn, objectClass.get(), read);
    taken.put(object, place);
    read.links().forEach((rule, names) -> links.take(object, rule, names, place));
    return true;
  }

  /** Makes a container the files name without holding it. */
  void make(DN dn, String objectClass, Place place) {
    if (create(dn, List.of(new Attribute("objectClass", "top", objectClass)), place)) {
      withoutGuid--;
      store.find(dn).ifPresent(taken::remove);
    }
  }

  /** The object of the fresh domain that this entry is: by name, else by security identifier. */
  private Optional<DirectoryObject> present(
      DN dn, Rdn rdn, ClassRule objectClass, LdifValues.Taken read, Place place) {
    Optional<DirectoryObject> bySid =
        read.sid().flatMap(sid -> store.indexes.equal(sidRule(), sid).stream().findFirst());
    Optional<DirectoryObject> byName = store.find(dn);
    if (bySid.isEmpty() || bySid.equals(byName)) {
      return byName;
    }
    DirectoryObject holder = bySid.get();
    Place before = taken.get(holder);
    if (before != null) {
      problems.error(
          place,
          "objectSid",
          "\"" + holder.dn() + "\" in line " + before.line() + " has this SID, too.");
    } else if (byName.isEmpty() && holder.objectClass().equals(objectClass)) {
      // A well-known account under another name, such as that of another language.
      store.find(dn.getParent().toString()).ifPresent(parent -> holder.place(parent, rdn));
      return bySid;
    } else {
      store.set(holder, sidRule(), List.of(new ASN1OctetString(store.sids.spare())));
    }
    return byName;
  }

  private AttributeRule sidRule() {
    return store.schema.require("objectSid");
  }

  private DirectoryObject added(DN dn, Rdn rdn, ClassRule objectClass, LdifValues.Taken read) {
    boolean head = read.isNamingContext();
    ObjectGuid guid = read.guid().orElseGet(DirectoryStore::newGuid);
    DirectoryObject object = new DirectoryObject(guid, objectClass, rdn, head, null);
    object.values().putAll(read.values());
    complete(object, rdn);
    object.place(store.find(dn.getParent()).orElseThrow(), rdn);
    store.register(object);
    keepTimes(object, read);
    read.sid().ifPresent(store.sids::taken);
    schemaExtension.added(object);
    return object;
  }

  private void complete(DirectoryObject object, Rdn rdn) {
    String key = object.objectClass().rdnAttribute();
    object.values().put(key, List.of(new ASN1OctetString(rdn.value())));
    String category = "CN=" + object.objectClass().objectCategory() + "," + store.schemaDn();
    object.values().putIfAbsent("objectclass", schema.chain(object.objectClass()));
    object.values().putIfAbsent("objectcategory", List.of(new ASN1OctetString(category)));
    object.values().putIfAbsent("instancetype", List.of(new ASN1OctetString("4")));
  }

  private DirectoryObject merged(DirectoryObject object, LdifValues.Taken read) {
    read.guid().ifPresent(guid -> store.identify(object, guid));
    read.values().forEach((key, all) -> store.set(object, store.schema.require(key), all));
    store.set(
        object,
        store.schema.require(object.objectClass().rdnAttribute()),
        List.of(new ASN1OctetString(object.rdn().value())));
    store.set(
        object, store.schema.require("name"), List.of(new ASN1OctetString(object.rdn().value())));
    if (object.objectClass().name().equals("crossRefContainer")) {
      AttributeRule features = store.schema.require("msDS-EnabledFeature");
      store.set(object, features, read.values().getOrDefault(features.key(), List.of()));
    }
    store.touch(object, read.values().keySet());
    keepTimes(object, read);
    // Who was a member of it in the fresh domain is not one in this.
    read.links()
        .keySet()
        .forEach(
            rule ->
                List.copyOf(object.links(rule.key()).keySet())
                    .forEach(target -> object.drop(rule.key(), target)));
    schemaExtension.modified(object);
    return object;
  }

  private static void keepTimes(DirectoryObject object, LdifValues.Taken read) {
    for (String key : LdifValues.TIMES) {
      List<ASN1OctetString> kept = read.values().get(key);
      if (kept != null) {
        object.values().put(key, kept);
      }
    }
  }

  /** Adds values of a change record to an object, or puts them in place of those there. */
  void change(DirectoryObject object, Attribute attribute, boolean replaces, Place place) {
    LdifValues.Taken read = values.read(object.objectClass(), List.of(attribute), place);
    read.values()
        .forEach(
            (key, given) -> {
              AttributeRule rule = store.schema.require(key);
              store.set(object, rule, replaces ? given : joined(object.values(key), given));
            });
    for (Map.Entry<AttributeRule, List<ASN1OctetString>> link : read.links().entrySet()) {
      String key = link.getKey().key();
      if (replaces) {
        List.copyOf(object.links(key).keySet()).forEach(target -> object.drop(key, target));
      }
      links.take(object, link.getKey(), link.getValue(), place);
    }
  }

  private static List<ASN1OctetString> joined(
      List<ASN1OctetString> before, List<ASN1OctetString> more) {
    return java.util.stream.Stream.concat(before.stream(), more.stream()).distinct().toList();
  }

  /** Without their identifiers, copies are other objects to whoever synchronizes them. */
  void warnOfNewIdentifiers() {
    if (withoutGuid > 0) {
      problems.warn(
          new Place("", 0),
          "objectGUID",
          withoutGuid
              + " entries have none and got a new one: source anchors differ from production."
              + " Export with objectGUID and objectSid.");
    }
  }
}
