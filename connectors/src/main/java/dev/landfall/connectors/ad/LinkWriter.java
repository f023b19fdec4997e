package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.PermissiveModifyRequestControl;
import java.util.List;
import java.util.Optional;

/**
 * Adds and removes values of a linked attribute as deltas. A refused request is halved until the
 * value at fault stands alone; one that is there already, or gone already, counts as done once
 * verified. All others are applied.
 */
final class LinkWriter {
  /** Values in one modify: well below the 5,000 link changes of one transaction of the server. */
  static final int MOST_VALUES = 1_000;

  private static final Control[] NONE = {};

  private final LdapLink link;

  LinkWriter(LdapLink link) {
    this.link = link;
  }

  /**
   * One value.
   *
   * @param name what is written: {@code <GUID=…>}, or the DN
   * @param dn of the target, for messages
   */
  record LinkValue(String name, String dn, int number) {}

  /** Takes values refused one by one. */
  interface Refused {
    void value(LinkValue value, LDAPException reason);
  }

  /**
   * Writes values.
   *
   * @throws LDAPException if the object itself refuses every change: it is gone, or the account may
   *     not write it
   */
  void write(String object, String attribute, boolean add, List<LinkValue> values, Refused refused)
      throws LDAPException {
    for (int from = 0; from < values.size(); from += MOST_VALUES) {
      int to = Math.min(values.size(), from + MOST_VALUES);
      chunk(object, attribute, add, values.subList(from, to), refused);
    }
  }

  private void chunk(
      String object, String attribute, boolean add, List<LinkValue> values, Refused refused)
      throws LDAPException {
    String[] names = values.stream().map(LinkValue::name).toArray(String[]::new);
    ModificationType type = add ? ModificationType.ADD : ModificationType.DELETE;
    ModifyRequest request = new ModifyRequest(object, new Modification(type, attribute, names));
    request.addControl(new PermissiveModifyRequestControl(false));
    try {
      link.run("writing \"" + attribute + "\"", connection -> connection.modify(request));
    } catch (LDAPException e) {
      if (ofTheObject(e, object)) {
        throw e;
      }
      if (values.size() > 1) {
        int half = values.size() / 2;
        chunk(object, attribute, add, values.subList(0, half), refused);
        chunk(object, attribute, add, values.subList(half, values.size()), refused);
      } else if (!done(object, attribute, add, values.get(0), e)) {
        refused.value(values.get(0), e);
      }
    }
  }

  /** Whether every value would be refused for the same reason. */
  private boolean ofTheObject(LDAPException e, String object) {
    ResultCode code = e.getResultCode();
    if (code == ResultCode.INSUFFICIENT_ACCESS_RIGHTS
        || code == ResultCode.OBJECT_CLASS_VIOLATION
        || code == ResultCode.UNDEFINED_ATTRIBUTE_TYPE) {
      return true;
    }
    return code == ResultCode.NO_SUCH_OBJECT && link.read(object, NONE, "1.1").isEmpty();
  }

  private boolean done(
      String object, String attribute, boolean add, LinkValue value, LDAPException e) {
    ResultCode code = e.getResultCode();
    if (add) {
      boolean there =
          code == ResultCode.ENTRY_ALREADY_EXISTS || code == ResultCode.ATTRIBUTE_OR_VALUE_EXISTS;
      return there && holds(object, attribute, value);
    }
    boolean gone =
        code == ResultCode.UNWILLING_TO_PERFORM
            || code == ResultCode.NO_SUCH_ATTRIBUTE
            || code == ResultCode.NO_SUCH_OBJECT;
    return gone && !holds(object, attribute, value);
  }

  private boolean holds(String object, String attribute, LinkValue value) {
    Optional<SearchResultEntry> target = link.read(value.name(), NONE, "1.1");
    if (target.isEmpty()) {
      return false;
    }
    SearchRequest request =
        new SearchRequest(
            object,
            SearchScope.BASE,
            Filter.createEqualityFilter(attribute, target.get().getDN()),
            "1.1");
    SearchResult result = link.search("verifying a value of \"" + attribute + "\"", request);
    return result.getEntryCount() > 0;
  }
}
