package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.experimental.ActiveDirectoryDirSyncControl;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The DirSync control: objects changed since a cookie, with the attributes that changed, tombstones
 * included (MS-ADTS 3.1.1.3.4.1.3). With incremental values the members added come as {@code
 * member;range=1-1} and those taken away as {@code member;range=0-0}.
 */
final class DirSync {
  private static final int MAGIC = 0x4d534453; // "MSDS", as the original's cookies begin
  private static final int PAGE = 1_000;
  private static final Set<String> ALWAYS = Set.of("objectguid", "instancetype");

  private final DirectoryStore store;
  private final FilterMatcher matcher;

  DirSync(DirectoryStore store) {
    this.store = store;
    this.matcher = new FilterMatcher(store);
  }

  /** One answer: the entries of a page, whether more are there, and where to go on. */
  record Answer(List<Item> items, boolean more, byte[] cookie) {}

  /** One object as shown. */
  record Item(DirectoryObject object, List<Attribute> attributes) {}

  Answer read(SearchRequestProtocolOp request, ActiveDirectoryDirSyncControl control) {
    DirectoryObject base = store.require(request.getBaseDN());
    if (!base.namingContext()) {
      throw AdError.controlRefused();
    }
    long from = usnOf(control.getCookie());
    boolean incremental =
        (control.getFlags() & ActiveDirectoryDirSyncControl.FLAG_INCREMENTAL_VALUES) != 0;
    List<Item> items = new ArrayList<>();
    long reached = from;
    boolean more = false;
    for (Map.Entry<Long, DirectoryObject> entry : store.changedAfter(from).entrySet()) {
      if (items.size() == PAGE) {
        more = true;
        break;
      }
      DirectoryObject object = entry.getValue();
      reached = entry.getKey();
      if (object.isBelow(base) && matcher.matches(request.getFilter(), object)) {
        List<Attribute> attributes = changed(object, request.getAttributes(), from, incremental);
        // Objects of which nothing asked for has changed are left out.
        if (attributes.stream().anyMatch(DirSync::news)) {
          items.add(new Item(object, attributes));
        }
      }
    }
    return new Answer(items, more, cookie(more ? reached : store.highestUsn()));
  }

  private static boolean news(Attribute attribute) {
    return !ALWAYS.contains(attribute.getName().toLowerCase(Locale.ROOT));
  }

  private List<Attribute> changed(
      DirectoryObject object, List<String> asked, long from, boolean incremental) {
    Map<String, Attribute> out = new LinkedHashMap<>();
    Set<String> wanted = new HashSet<>();
    asked.forEach(name -> wanted.add(name.toLowerCase(Locale.ROOT)));
    boolean all = wanted.isEmpty() || wanted.contains("*");
    for (String key : object.everHeld()) {
      boolean selected = ALWAYS.contains(key) || all || wanted.contains(key);
      if (selected && (ALWAYS.contains(key) || object.changedAt(key) > from)) {
        store.schema.attribute(key).ifPresent(rule -> show(object, rule, from, incremental, out));
      }
    }
    return new ArrayList<>(out.values());
  }

  private static void show(
      DirectoryObject object,
      AttributeRule rule,
      long from,
      boolean incremental,
      Map<String, Attribute> out) {
    if (!rule.forwardLink()) {
      EntryRenderer.put(rule.name(), object.values(rule.key()), out);
    } else if (incremental) {
      List<ASN1OctetString> added = since(object.links(rule.key()), from);
      List<ASN1OctetString> removed = since(object.removedLinks(rule.key()), from);
      if (!added.isEmpty()) {
        EntryRenderer.put(rule.name() + ";range=1-1", added, out);
      }
      if (!removed.isEmpty()) {
        EntryRenderer.put(rule.name() + ";range=0-0", removed, out);
      }
    } else {
      EntryRenderer.put(rule.name(), since(object.links(rule.key()), -1), out);
    }
  }

  private static List<ASN1OctetString> since(Map<DirectoryObject, Long> links, long from) {
    return links.entrySet().stream()
        .filter(link -> link.getValue() > from && !link.getKey().deleted())
        .map(link -> new ASN1OctetString(link.getKey().dn()))
        .toList();
  }

  private byte[] cookie(long usn) {
    UUID id = store.invocationId();
    return ByteBuffer.allocate(28)
        .putInt(MAGIC)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .putLong(usn)
        .array();
  }

  /** A cookie of another invocation starts over: duplicates, but nothing lost. */
  private long usnOf(@Nullable ASN1OctetString cookie) {
    if (cookie == null || cookie.getValueLength() == 0) {
      return 0;
    }
    ByteBuffer in = ByteBuffer.wrap(cookie.getValue());
    if (in.remaining() != 28 || in.getInt() != MAGIC) {
      throw AdError.controlRefused();
    }
    UUID id = new UUID(in.getLong(), in.getLong());
    return id.equals(store.invocationId()) ? in.getLong() : 0;
  }
}
