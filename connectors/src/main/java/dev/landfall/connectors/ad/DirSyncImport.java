package dev.landfall.connectors.ad;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.experimental.ActiveDirectoryDirSyncControl;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes by the DirSync control. What it says changed is read again whole, so that an object that
 * entered the selection is complete; members come as the control gives them, added and removed.
 */
final class DirSyncImport {
  private static final int MOST_BYTES = 1 << 20;

  private final LdapLink link;
  private final String domainDn;
  private final Scope scope;
  private final Selection selection;
  private final ImportOutput output;
  private final Rereader rereader;

  DirSyncImport(
      LdapLink link,
      String domainDn,
      Scope scope,
      Selection selection,
      ImportOutput output,
      Rereader rereader) {
    this.link = link;
    this.domainDn = domainDn;
    this.scope = scope;
    this.selection = selection;
    this.output = output;
    this.rereader = rereader;
  }

  /** A page as the control gives it. */
  private record Page(List<SearchResultEntry> entries, byte[] cookie, boolean more) {}

  /**
   * The cookie of now, without the objects.
   *
   * @throws LDAPException if the account may not use the control
   */
  static byte[] now(LdapLink link, String domainDn) throws LDAPException {
    // No object has this GUID: the server walks its changes and sends none.
    Filter none = Filter.createEqualityFilter("objectGUID", new byte[16]);
    byte[] cookie = new byte[0];
    Page page;
    do {
      page = page(link, domainDn, none, cookie, "objectGUID");
      cookie = page.cookie();
    } while (page.more());
    return cookie;
  }

  AdWatermark run(AdWatermark.Cookie from) {
    byte[] cookie = from.bytes();
    Page page;
    do {
      page = next(cookie);
      take(page.entries());
      cookie = page.cookie();
      output.page(new AdWatermark.Cookie(from.origin(), cookie));
    } while (page.more());
    return new AdWatermark.Cookie(from.origin(), cookie);
  }

  private Page next(byte[] cookie) {
    Set<String> names = new LinkedHashSet<>(List.of(selection.attributes(false)));
    selection.references().forEach(it -> names.add(it.name()));
    names.addAll(List.of("name", "isDeleted", "parentGUID"));
    Filter filter = Filter.createORFilter(selection.filter(), Rereader.CONTAINERS);
    try {
      return page(link, domainDn, filter, cookie, names.toArray(String[]::new));
    } catch (LDAPException e) {
      if (e.getResultCode() == ResultCode.INSUFFICIENT_ACCESS_RIGHTS
          || e.getResultCode() == ResultCode.UNWILLING_TO_PERFORM
          || e.getResultCode() == ResultCode.UNAVAILABLE_CRITICAL_EXTENSION) {
        throw new LandfallException(
            ErrorCode.FULL_IMPORT_REQUIRED,
            link.server()
                + " no longer accepts the watermark: "
                + e.getMessage()
                + " Run a full import.",
            e);
      }
      throw Failures.of(e, link.server(), "reading changes");
    }
  }

  private static Page page(
      LdapLink link, String domainDn, Filter filter, byte[] cookie, String... attributes)
      throws LDAPException {
    SearchRequest request = new SearchRequest(domainDn, SearchScope.SUB, filter, attributes);
    int flags = ActiveDirectoryDirSyncControl.FLAG_INCREMENTAL_VALUES;
    request.addControl(
        new ActiveDirectoryDirSyncControl(true, flags, MOST_BYTES, new ASN1OctetString(cookie)));
    SearchResult result = link.run("reading changes", connection -> connection.search(request));
    ActiveDirectoryDirSyncControl answer = ActiveDirectoryDirSyncControl.get(result);
    ASN1OctetString next = answer == null ? null : answer.getCookie();
    if (answer == null || next == null) {
      throw new LandfallException(
          ErrorCode.INCOMPLETE_READ,
          link.server() + " answered without saying where to go on. Read again.");
    }
    return new Page(result.getSearchEntries(), next.getValue(), answer.getFlags() != 0);
  }

  private void take(List<SearchResultEntry> entries) {
    Map<ObjectGuid, SearchResultEntry> changed = new LinkedHashMap<>();
    for (SearchResultEntry entry : entries) {
      ObjectGuid guid = Decoder.guid(entry);
      if ("TRUE".equalsIgnoreCase(entry.getAttributeValue("isDeleted"))
          || !scope.contains(entry.getDN())) {
        output.deleted(guid);
      }
      changed.put(guid, entry);
    }
    changed.values().removeIf(it -> "TRUE".equalsIgnoreCase(it.getAttributeValue("isDeleted")));
    rereader.containersMoved(
        changed.values().stream().filter(it -> it.hasAttribute("name")).toList());
    changed.values().removeIf(it -> !scope.contains(it.getDN()));
    List<ObjectGuid> guids = new ArrayList<>(changed.keySet());
    rereader.read(guids, (guid, now, type) -> references(guid, changed.get(guid), now, type));
  }

  private void references(ObjectGuid guid, @Nullable Entry change, Entry now, Selection.Type type) {
    if (change == null) {
      return;
    }
    // A new name or parent may mean that the object has just entered the selection.
    boolean entered = change.hasAttribute("name") || change.hasAttribute("objectClass");
    for (AttributeName name : type.references()) {
      String[] added = change.getAttributeValues(name.name() + ";range=1-1");
      String[] removed = change.getAttributeValues(name.name() + ";range=0-0");
      boolean whole = change.hasAttribute(name.name());
      if (entered || whole) {
        output.allReferences(rereader.withReferences(guid, now, name), name);
      } else if (added != null || removed != null) {
        output.changedReferences(guid, name, list(added), list(removed));
      }
    }
  }

  private static List<String> list(String @Nullable [] values) {
    return values == null ? List.of() : List.of(values);
  }
}
