package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import dev.landfall.core.value.ObjectGuid;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One object. Links hold the objects themselves, so a renamed target follows by itself; the DN is
 * put together from the parents and kept until one of them moves. Guarded by the lock of {@link
 * DirectoryStore}.
 */
final class DirectoryObject {
  private ObjectGuid guid;
  private final ClassRule objectClass;
  private final boolean namingContext;
  private final @Nullable String fixedDn;
  private final Map<String, List<ASN1OctetString>> values = new LinkedHashMap<>();
  // Most objects have none of these: they are made when first needed.
  private Map<String, Long> changedAt = Map.of();
  private Map<String, Map<DirectoryObject, Long>> links = Map.of();
  private Map<String, Map<DirectoryObject, Long>> removedLinks = Map.of();
  private Map<String, Set<DirectoryObject>> backLinks = Map.of();
  private Map<String, DirectoryObject> children = Map.of();
  private Map<String, List<DirectoryObject>> linksBefore = Map.of();
  private Map<String, List<DirectoryObject>> backLinksBefore = Map.of();
  private @Nullable DirectoryObject parent;
  private Rdn rdn;
  private @Nullable String dn;
  private long usnCreated;
  private long usnChanged;
  private byte @Nullable [] passwordDigest;

  /**
   * @param fixedDn the DN of the domain itself, which has no parent; null for all others
   */
  DirectoryObject(
      ObjectGuid guid,
      ClassRule objectClass,
      Rdn rdn,
      boolean namingContext,
      @Nullable String fixedDn) {
    this.fixedDn = fixedDn;
    this.guid = guid;
    this.objectClass = objectClass;
    this.rdn = rdn;
    this.namingContext = namingContext;
  }

  ObjectGuid guid() {
    return guid;
  }

  void guid(ObjectGuid newGuid) {
    guid = newGuid;
  }

  ClassRule objectClass() {
    return objectClass;
  }

  /** Whether the object is the head of a naming context: searches from above stop here. */
  boolean namingContext() {
    return namingContext;
  }

  @Nullable DirectoryObject parent() {
    return parent;
  }

  Rdn rdn() {
    return rdn;
  }

  String dn() {
    if (fixedDn != null) {
      return fixedDn;
    }
    String known = dn;
    if (known == null) {
      known = parent == null ? rdn.text() : rdn.text() + "," + parent.dn();
      dn = known;
    }
    return known;
  }

  Collection<DirectoryObject> children() {
    return children.values();
  }

  @Nullable DirectoryObject child(String rdnKey) {
    return children.get(rdnKey);
  }

  /** Puts the object below a parent under a name. The caller has checked that the name is free. */
  void place(@Nullable DirectoryObject newParent, Rdn newRdn) {
    if (parent != null) {
      parent.children.remove(rdn.key());
    }
    parent = newParent;
    rdn = newRdn;
    if (newParent != null) {
      newParent.children = own(newParent.children);
      newParent.children.put(newRdn.key(), this);
    }
    forgetDn();
  }

  private void forgetDn() {
    dn = null;
    children.values().forEach(DirectoryObject::forgetDn);
  }

  boolean isBelow(DirectoryObject ancestor) {
    for (DirectoryObject at = this; at != null; at = at.parent) {
      if (at == ancestor) {
        return true;
      }
      if (at.namingContext) {
        return false;
      }
    }
    return false;
  }

  Map<String, List<ASN1OctetString>> values() {
    return values;
  }

  List<ASN1OctetString> values(String key) {
    return values.getOrDefault(key, List.of());
  }

  /** The first value as text, or an empty text. */
  String text(String key) {
    List<ASN1OctetString> found = values(key);
    return found.isEmpty() ? "" : found.get(0).stringValue();
  }

  long number(String key) {
    String text = text(key);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  boolean deleted() {
    return text("isdeleted").equals("TRUE");
  }

  /** The USN at which an attribute changed last; that of the creation unless noted. */
  long changedAt(String key) {
    return changedAt.getOrDefault(key, usnCreated);
  }

  void changed(Collection<String> keys, long usn) {
    changedAt = own(changedAt);
    keys.forEach(key -> changedAt.put(key, usn));
  }

  /** Every attribute that is there or has changed. */
  Set<String> everHeld() {
    Set<String> keys = new LinkedHashSet<>(values.keySet());
    keys.addAll(links.keySet());
    keys.addAll(changedAt.keySet());
    return keys;
  }

  private static <V> Map<String, V> own(Map<String, V> map) {
    return map.isEmpty() && !(map instanceof LinkedHashMap) ? new LinkedHashMap<>(4) : map;
  }

  void usnCreated(long usn) {
    usnCreated = usn;
  }

  long usnChanged() {
    return usnChanged;
  }

  void usnChanged(long usn) {
    usnChanged = usn;
  }

  /** Targets of a forward link with the USN at which each was added, in order of adding. */
  Map<DirectoryObject, Long> links(String key) {
    return links.getOrDefault(key, Map.of());
  }

  Set<String> linkNames() {
    return links.keySet();
  }

  /** Targets taken away, with the USN at which each was. */
  Map<DirectoryObject, Long> removedLinks(String key) {
    return removedLinks.getOrDefault(key, Map.of());
  }

  /** Objects that point here by the forward link with this name. */
  Set<DirectoryObject> backLinks(String forwardKey) {
    return backLinks.getOrDefault(forwardKey, Set.of());
  }

  Set<String> backLinkNames() {
    return backLinks.keySet();
  }

  void link(String key, DirectoryObject target, long usn) {
    links = own(links);
    links.computeIfAbsent(key, any -> new LinkedHashMap<>()).put(target, usn);
    Map<DirectoryObject, Long> removed = removedLinks.get(key);
    if (removed != null) {
      removed.remove(target);
    }
    target.backLinks = own(target.backLinks);
    target.backLinks.computeIfAbsent(key, any -> new LinkedHashSet<>(4)).add(this);
  }

  void unlink(String key, DirectoryObject target, long usn) {
    drop(key, target);
    removedLinks = own(removedLinks);
    removedLinks.computeIfAbsent(key, any -> new LinkedHashMap<>()).put(target, usn);
  }

  /** Takes a link away without a trace: its target was deleted. */
  void drop(String key, DirectoryObject target) {
    Map<DirectoryObject, Long> present = links.get(key);
    if (present != null) {
      present.remove(target);
      if (present.isEmpty()) {
        links.remove(key);
      }
    }
    Set<DirectoryObject> back = target.backLinks.get(key);
    if (back != null) {
      back.remove(this);
      if (back.isEmpty()) {
        target.backLinks.remove(key);
      }
    }
  }

  /** Keeps the ends of all links in mind, for the day the object is taken back. */
  void rememberLinks() {
    Map<String, List<DirectoryObject>> to = new LinkedHashMap<>();
    links.forEach((key, targets) -> to.put(key, List.copyOf(targets.keySet())));
    Map<String, List<DirectoryObject>> from = new LinkedHashMap<>();
    backLinks.forEach((key, owners) -> from.put(key, List.copyOf(owners)));
    linksBefore = to;
    backLinksBefore = from;
  }

  /** Makes the links again whose other end is there. */
  void restoreLinks(long usn) {
    linksBefore.forEach(
        (key, all) -> all.stream().filter(it -> !it.deleted()).forEach(it -> link(key, it, usn)));
    backLinksBefore.forEach(
        (key, all) ->
            all.stream().filter(it -> !it.deleted()).forEach(it -> it.link(key, this, usn)));
    linksBefore = Map.of();
    backLinksBefore = Map.of();
  }

  byte @Nullable [] passwordDigest() {
    return passwordDigest;
  }

  void passwordDigest(byte[] digest) {
    passwordDigest = digest;
  }

  @Override
  public String toString() {
    return dn();
  }
}
