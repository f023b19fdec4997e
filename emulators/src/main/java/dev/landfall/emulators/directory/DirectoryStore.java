package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import dev.landfall.core.value.ObjectGuid;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * All objects of the directory with their indexes and the update sequence number. Operations hold
 * {@link #lock} for writing while they change anything and for reading while they look; a search
 * holds it only until its page is put together.
 */
final class DirectoryStore {
  private static final DateTimeFormatter GENERALIZED =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'.0Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  final DirectorySchema schema;
  final Indexes indexes = new Indexes();
  final Sids sids;
  final String domain;
  final SchemaLevel level;
  final boolean recycleBin;
  private final Clock clock;
  private final Map<ObjectGuid, DirectoryObject> byGuid = new HashMap<>();
  private final TreeMap<Long, DirectoryObject> byUsn = new TreeMap<>();
  private final RDN[] domainRdns;
  private final DirectoryObject root;
  private List<ASN1OctetString> lastNow = List.of();
  private long lastSecond = Long.MIN_VALUE;
  private UUID invocationId = UUID.randomUUID();
  private long highestUsn = 4096;
  private long freshUsn = Long.MAX_VALUE;

  DirectoryStore(String domain, Sids sids, SchemaLevel level, boolean recycleBin, Clock clock) {
    this.sids = sids;
    this.domain = domain.toLowerCase(Locale.ROOT);
    this.level = level;
    this.schema = new DirectorySchema(level);
    this.recycleBin = recycleBin;
    this.clock = clock;
    domainRdns =
        Arrays.stream(this.domain.split("\\.", -1))
            .map(label -> new RDN("DC", label))
            .toArray(RDN[]::new);
    String dn = "DC=" + this.domain.replace(".", ",DC=");
    root =
        new DirectoryObject(
            newGuid(),
            schema.objectClass("domainDNS").orElseThrow(),
            Rdn.of(domainRdns[0]),
            true,
            dn);
    root.values().put("dc", List.of(new ASN1OctetString(root.rdn().value())));
    root.values().put("objectsid", List.of(new ASN1OctetString(Sids.bytes(sids.domainSid()))));
    register(root);
  }

  static ObjectGuid newGuid() {
    return new ObjectGuid(UUID.randomUUID());
  }

  DirectoryObject root() {
    return root;
  }

  String configurationDn() {
    return "CN=Configuration," + root.dn();
  }

  String schemaDn() {
    return "CN=Schema," + configurationDn();
  }

  String deletedObjectsDn() {
    return "CN=Deleted Objects," + root.dn();
  }

  String serverDns() {
    return "dc1." + domain;
  }

  String netBiosName() {
    return root.rdn().value().toUpperCase(Locale.ROOT);
  }

  UUID invocationId() {
    return invocationId;
  }

  /** As after a restore from backup: USNs of before say nothing any more. */
  void renewInvocationId() {
    invocationId = UUID.randomUUID();
    showInvocationId();
  }

  /** Writes the invocation id where clients look for it. */
  void showInvocationId() {
    find(settingsDn())
        .ifPresent(
            settings ->
                set(
                    settings,
                    schema.require("invocationId"),
                    List.of(new ASN1OctetString(new ObjectGuid(invocationId).bytes()))));
  }

  /** The object that stands for the directory service of this controller. */
  String settingsDn() {
    return "CN=NTDS Settings,CN=DC1,CN=Servers,CN=Default-First-Site-Name,CN=Sites,"
        + configurationDn();
  }

  /** Marks the end of what every domain begins with. */
  void fresh() {
    freshUsn = highestUsn;
  }

  /** Whether an object is as it was in the fresh domain. */
  boolean isFresh(DirectoryObject object) {
    return object.usnChanged() <= freshUsn;
  }

  long highestUsn() {
    return highestUsn;
  }

  String now() {
    return GENERALIZED.format(clock.instant());
  }

  Clock clock() {
    return clock;
  }

  /** Objects changed after a USN, oldest change first. */
  NavigableMap<Long, DirectoryObject> changedAfter(long usn) {
    return byUsn.tailMap(usn, false);
  }

  Optional<DirectoryObject> byGuid(ObjectGuid guid) {
    return Optional.ofNullable(byGuid.get(guid));
  }

  /** Gives an object the GUID it has elsewhere. */
  void identify(DirectoryObject object, ObjectGuid guid) {
    byGuid.remove(object.guid());
    object.guid(guid);
    byGuid.put(guid, object);
    set(object, schema.require("objectGUID"), List.of(new ASN1OctetString(guid.bytes())));
  }

  /** Takes a complete new object in: identifiers, time stamps, indexes. */
  void register(DirectoryObject object) {
    long usn = ++highestUsn;
    List<ASN1OctetString> number = List.of(new ASN1OctetString(Long.toString(usn)));
    Map<String, List<ASN1OctetString>> values = object.values();
    values.put("objectguid", List.of(new ASN1OctetString(object.guid().bytes())));
    values.put("name", List.of(new ASN1OctetString(object.rdn().value())));
    values.put("whencreated", nowValue());
    values.put("usncreated", number);
    byGuid.put(object.guid(), object);
    object.usnCreated(usn);
    values.forEach(
        (key, all) -> schema.attribute(key).ifPresent(rule -> indexes.put(rule, all, object)));
    stamp(object, usn, number);
  }

  /** The next USN, given to a change of this object. */
  long touch(DirectoryObject object, Collection<String> keys) {
    long usn = ++highestUsn;
    object.changed(keys, usn);
    stamp(object, usn, List.of(new ASN1OctetString(Long.toString(usn))));
    return usn;
  }

  private void stamp(DirectoryObject object, long usn, List<ASN1OctetString> number) {
    byUsn.remove(object.usnChanged());
    byUsn.put(usn, object);
    object.usnChanged(usn);
    object.values().put("usnchanged", number);
    object.values().put("whenchanged", nowValue());
  }

  /** The time as a value; the same one for all changes of a second. */
  private List<ASN1OctetString> nowValue() {
    long second = clock.instant().getEpochSecond();
    if (second != lastSecond) {
      lastSecond = second;
      lastNow = List.of(new ASN1OctetString(now()));
    }
    return lastNow;
  }

  /** Sets the values of one attribute and its index; no values remove it. */
  void set(DirectoryObject object, AttributeRule rule, List<ASN1OctetString> values) {
    indexes.remove(rule, object.values(rule.key()), object);
    if (values.isEmpty()) {
      object.values().remove(rule.key());
    } else {
      object.values().put(rule.key(), List.copyOf(values));
      indexes.put(rule, values, object);
    }
  }

  /**
   * Finds an object by DN, {@code <GUID=…>} or {@code <SID=…>}, deleted ones included.
   *
   * @throws AdError if the name is malformed
   */
  Optional<DirectoryObject> find(String name) {
    if (name.startsWith("<")) {
      return findExtended(name);
    }
    return find(parse(name));
  }

  Optional<DirectoryObject> find(DN dn) {
    return Optional.ofNullable(walk(dn.getRDNs(), null));
  }

  DirectoryObject require(String name) {
    return find(name)
        .filter(object -> !object.deleted())
        .orElseThrow(() -> AdError.noSuchObject(bestMatch(name)));
  }

  DN parse(String name) {
    try {
      return new DN(name);
    } catch (LDAPException e) {
      throw AdError.badName(name);
    }
  }

  private String bestMatch(String name) {
    if (name.startsWith("<")) {
      return "";
    }
    List<DirectoryObject> passed = new ArrayList<>();
    walk(parse(name).getRDNs(), passed);
    return passed.isEmpty() ? "" : passed.get(passed.size() - 1).dn();
  }

  private @Nullable DirectoryObject walk(RDN[] rdns, @Nullable List<DirectoryObject> passed) {
    int below = rdns.length - domainRdns.length;
    if (below < 0) {
      return null;
    }
    for (int i = 0; i < domainRdns.length; i++) {
      if (!rdns[below + i].equals(domainRdns[i])) {
        return null;
      }
    }
    DirectoryObject at = root;
    for (int i = below - 1; i >= 0 && at != null; i--) {
      if (passed != null) {
        passed.add(at);
      }
      at = rdns[i].isMultiValued() ? null : at.child(Rdn.of(rdns[i]).key());
    }
    return at;
  }

  private Optional<DirectoryObject> findExtended(String name) {
    String body = name.endsWith(">") ? name.substring(1, name.length() - 1) : "";
    int equals = body.indexOf('=');
    String kind = equals < 0 ? "" : body.substring(0, equals).toUpperCase(Locale.ROOT);
    String value = body.substring(equals + 1);
    try {
      if (kind.equals("GUID")) {
        ObjectGuid guid =
            value.length() == 32
                ? ObjectGuid.ofBytes(java.util.HexFormat.of().parseHex(value))
                : ObjectGuid.parse(value);
        return byGuid(guid);
      }
      if (kind.equals("SID")) {
        byte[] sid =
            value.toUpperCase(Locale.ROOT).startsWith("S-")
                ? Sids.bytes(value)
                : java.util.HexFormat.of().parseHex(value);
        return indexes.equal(schema.require("objectSid"), new ASN1OctetString(sid)).stream()
            .filter(object -> !object.deleted())
            .findFirst();
      }
    } catch (IllegalArgumentException e) {
      throw AdError.badName(name);
    }
    throw AdError.badName(name);
  }
}
