package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ServerSideSortRequestControl;
import com.unboundid.ldap.sdk.controls.SortKey;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedResult;
import com.unboundid.ldif.LDIFException;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Operations below one container, most of them wrong in one way, and what a directory answers to
 * each: result code, Win32 code if it gives one, and what can be seen afterwards.
 */
final class RefusalPlay {
  private static final String SHOW_DELETED = "1.2.840.113556.1.4.417";

  private final LDAPConnection ldap;
  private final String domain;
  private final String ou;
  private final Map<String, String> answers = new LinkedHashMap<>();

  RefusalPlay(LDAPConnection ldap, String domain, String container) {
    this.ldap = ldap;
    this.domain = domain;
    this.ou = container;
  }

  private interface Act {
    String play() throws LDAPException, LDIFException;
  }

  private void act(String name, Act act) {
    try {
      answers.put(name, act.play());
    } catch (LDIFException e) {
      throw new IllegalStateException(e);
    } catch (LDAPException e) {
      String text = String.valueOf(e.getDiagnosticMessage());
      String code = text.matches("(?s)[0-9A-Fa-f]{8}: .*") ? " " + text.substring(0, 8) : "";
      String matched =
          e.getMatchedDN() == null || e.getMatchedDN().isEmpty()
              ? ""
              : " below " + e.getMatchedDN();
      answers.put(name, e.getResultCode().intValue() + code.toUpperCase(Locale.ROOT) + matched);
    }
  }

  private String add(String... ldif) throws LDAPException, LDIFException {
    ldap.add(ldif);
    return "0";
  }

  private String user(String name, String... more) throws LDAPException, LDIFException {
    List<String> lines = new ArrayList<>(List.of("dn: CN=" + name + "," + ou, "objectClass: user"));
    lines.addAll(Arrays.asList(more));
    return add(lines.toArray(String[]::new));
  }

  private String modify(String cn, String... change) throws LDAPException, LDIFException {
    List<String> lines = new ArrayList<>(List.of("dn: CN=" + cn + "," + ou, "changetype: modify"));
    lines.addAll(Arrays.asList(change));
    ldap.modify(lines.toArray(String[]::new));
    return "0";
  }

  Map<String, String> play(String unique) throws LDAPException, LDIFException {
    ldap.add("dn: " + ou, "objectClass: organizationalUnit");
    String a = "a" + unique;
    user("Ada", "sAMAccountName: " + a, "description: one");
    user("Bob", "sAMAccountName: b" + unique);
    for (String[] group :
        new String[][] {
          {"Global", "-2147483646"}, {"Local", "-2147483644"}, {"Wide", "-2147483640"}
        }) {
      add(
          "dn: CN=" + group[0] + "," + ou,
          "objectClass: group",
          "groupType: " + group[1],
          "sAMAccountName: " + group[0] + unique);
    }
    modify("Wide", "add: member", "member: CN=Ada," + ou);
    names(unique, a);
    values();
    members();
    places();
    searches();
    deletion(unique);
    return answers;
  }

  private void names(String unique, String taken) {
    act("account name taken", () -> user("X1", "sAMAccountName: " + taken));
    act("account name too long", () -> user("X2", "sAMAccountName: " + "x".repeat(21)));
    act("account name with [", () -> user("X3", "sAMAccountName: x[" + unique));
    act("account name ends in .", () -> user("X4", "sAMAccountName: x" + unique + "."));
    act("object is there", () -> user("Ada", "sAMAccountName: y" + unique));
    act("name of 65 characters", () -> user("x".repeat(65), "sAMAccountName: z" + unique));
    act("no such container", () -> add("dn: CN=X,OU=None," + ou, "objectClass: container"));
    act("class below the wrong one", () -> add("dn: CN=X,CN=Ada," + ou, "objectClass: user"));
    act("name attribute of another class", () -> add("dn: OU=X," + ou, "objectClass: user"));
    act("no such class", () -> add("dn: CN=X," + ou, "objectClass: nonsense"));
    act("abstract class", () -> add("dn: CN=X," + ou, "objectClass: top"));
  }

  private void values() {
    act("no such attribute", () -> modify("Ada", "add: nonsense", "nonsense: 1"));
    act("attribute of another class", () -> modify("Ada", "add: groupType", "groupType: 2"));
    act(
        "too long",
        () -> modify("Ada", "replace: description", "description: " + "x".repeat(1025)));
    act("too short", () -> modify("Ada", "replace: initials", "initials: 1234567"));
    act(
        "two values",
        () -> modify("Ada", "replace: mail", "mail: a@x.example", "mail: b@x.example"));
    act("no number", () -> modify("Ada", "replace: countryCode", "countryCode: abc"));
    act(
        "no truth value",
        () -> modify("Ada", "replace: showInAdvancedViewOnly", "showInAdvancedViewOnly: maybe"));
    act("value is there", () -> modify("Ada", "add: description", "description: one"));
    act("value is not there", () -> modify("Ada", "delete: description", "description: two"));
    act("attribute is not there", () -> modify("Ada", "delete: info"));
    act("part of the name", () -> modify("Ada", "replace: cn", "cn: Other"));
    act("GUID", () -> modify("Ada", "replace: objectGUID", "objectGUID: 0123456789abcdef"));
    act("back link", () -> modify("Ada", "add: memberOf", "memberOf: CN=Local," + ou));
    act("no distinguished name", () -> modify("Ada", "add: manager", "manager: nonsense"));
    act("link to nobody", () -> modify("Ada", "add: manager", "manager: CN=None," + ou));
  }

  private void members() {
    act("member is nobody", () -> modify("Wide", "add: member", "member: CN=None," + ou));
    act("member is there", () -> modify("Wide", "add: member", "member: CN=Ada," + ou));
    act("member is not there", () -> modify("Wide", "delete: member", "member: CN=Bob," + ou));
    act("universal in global", () -> modify("Global", "add: member", "member: CN=Wide," + ou));
    act("local in universal", () -> modify("Wide", "add: member", "member: CN=Local," + ou));
    act("global to local", () -> modify("Global", "replace: groupType", "groupType: -2147483644"));
    act("scope of none", () -> modify("Global", "replace: groupType", "groupType: 0"));
    act(
        "member of another forest",
        () -> {
          modify("Local", "add: member", "member: <SID=S-1-5-21-1111-2222-3333-4444>");
          return ldap.getEntry("CN=Local," + ou, "member")
              .getAttributeValue("member")
              .replace(domain, "…");
        });
  }

  private void places() {
    act(
        "rename to a name that is there",
        () -> {
          ldap.modifyDN("CN=Ada," + ou, "CN=Bob", true);
          return "0";
        });
    act(
        "move to nowhere",
        () -> {
          ldap.modifyDN("CN=Ada," + ou, "CN=Ada", true, "OU=None," + ou);
          return "0";
        });
    act(
        "delete with children",
        () -> {
          ldap.delete(ou);
          return "0";
        });
    act(
        "delete nobody",
        () -> {
          ldap.delete("CN=None," + ou);
          return "0";
        });
    act(
        "compare",
        () ->
            ldap.compare(new CompareRequest("CN=Ada," + ou, "description", "one"))
                .getResultCode()
                .toString());
  }

  private String search(String base, SearchScope scope, String filter, Control... controls)
      throws LDAPException, LDIFException {
    SearchRequest request = new SearchRequest(base, scope, filter, "cn");
    request.setControls(controls);
    SearchResult result = ldap.search(request);
    return result.getSearchEntries().stream()
        .map(entry -> String.valueOf(entry.getAttributeValue("cn")))
        .collect(Collectors.joining(" "));
  }

  private void searches() {
    act("search below nobody", () -> search("OU=None," + ou, SearchScope.BASE, "(cn=*)"));
    act(
        "search in another domain",
        () -> search("DC=other,DC=example", SearchScope.BASE, "(objectClass=*)"));
    act("search below no name", () -> search("nonsense", SearchScope.BASE, "(objectClass=*)"));
    act(
        "sorted backwards",
        () ->
            search(
                ou,
                SearchScope.ONE,
                "(|(cn=Ada)(cn=Bob))",
                new ServerSideSortRequestControl(true, new SortKey("cn", true))));
    act(
        "rights over the descriptor",
        () ->
            String.valueOf(
                ldap.getEntry("CN=Ada," + ou, "sDRightsEffective")
                    .getAttributeValue("sDRightsEffective")));
    act(
        "who am I",
        () -> {
          String id =
              String.valueOf(
                  ((WhoAmIExtendedResult)
                          ldap.processExtendedOperation(new WhoAmIExtendedRequest()))
                      .getAuthorizationID());
          return id.startsWith("u:") ? "u:…" + id.substring(id.indexOf('\\')) : "nothing";
        });
    act(
        "unknown extended operation",
        () -> ldap.processExtendedOperation("1.2.3.4.5.6.7").getResultCode().intValue() + "");
  }

  private void deletion(String unique) {
    act(
        "what a deleted account keeps",
        () -> {
          String guid =
              Decoder.guidName(
                  ObjectGuid.ofBytes(
                      ldap.getEntry("CN=Bob," + ou, "objectGUID")
                          .getAttributeValueBytes("objectGUID")));
          ldap.delete(new DeleteRequest("CN=Bob," + ou));
          SearchRequest request = new SearchRequest(guid, SearchScope.BASE, "(objectClass=*)", "*");
          request.addControl(new Control(SHOW_DELETED, true));
          var gone = ldap.searchForEntry(request);
          ModifyRequest undelete =
              new ModifyRequest(
                  "dn: " + gone.getDN().replace("\n", "\\0A"),
                  "changetype: modify",
                  "delete: isDeleted",
                  "-",
                  "replace: distinguishedName",
                  "distinguishedName: CN=Bob," + ou);
          undelete.addControl(new Control(SHOW_DELETED, true));
          String kept =
              List.of("sAMAccountName", "objectSid", "lastKnownParent", "isRecycled").stream()
                  .filter(gone::hasAttribute)
                  .collect(Collectors.joining(" "));
          answers.put("deleted object", kept);
          ldap.modify(undelete);
          var back =
              ldap.getEntry("CN=Bob," + ou, "sAMAccountName", "isDeleted", "lastKnownParent");
          return "back as "
              + String.valueOf(back.getAttributeValue("sAMAccountName")).replace(unique, "…")
              + (back.hasAttribute("isDeleted") ? " deleted" : "");
        });
  }
}
