package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.matchingrules.CaseIgnoreStringMatchingRule;
import com.unboundid.ldap.sdk.Attribute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Turns an object into the attributes a client asked for. A linked attribute with more values than
 * {@code MaxValRange} comes in ranges, {@code member;range=0-1499}, whether asked for or not.
 */
final class EntryRenderer {
  private final DirectoryStore store;
  private final Constructed constructed;
  private final Session session;
  private final int rangeLimit;

  private final boolean extendedNames;

  /**
   * @param extendedNames whether names of objects carry GUID and SID in front
   */
  EntryRenderer(DirectoryStore store, Session session, int rangeLimit, boolean extendedNames) {
    this.extendedNames = extendedNames;
    this.store = store;
    this.constructed = new Constructed(store);
    this.session = session;
    this.rangeLimit = rangeLimit;
  }

  List<Attribute> render(DirectoryObject object, List<String> asked, boolean typesOnly) {
    Map<String, Attribute> out = new LinkedHashMap<>();
    if (asked.isEmpty() || asked.contains("*")) {
      everything(object, out);
    }
    for (String name : asked) {
      if (!name.equals("*") && !name.equals("1.1") && !name.equals("+")) {
        named(object, name, out);
      }
    }
    if (typesOnly) {
      return out.values().stream().map(it -> new Attribute(it.getName())).toList();
    }
    return new ArrayList<>(out.values());
  }

  private void everything(DirectoryObject object, Map<String, Attribute> out) {
    named(object, "distinguishedName", out);
    for (String key : object.values().keySet()) {
      named(object, key, out);
    }
    for (String key : Set.copyOf(object.linkNames())) {
      named(object, key, out);
    }
    for (String key : Set.copyOf(object.backLinkNames())) {
      store
          .schema
          .attribute(key)
          .flatMap(store.schema::opposite)
          .ifPresent(back -> named(object, back.name(), out));
    }
  }

  private void named(DirectoryObject object, String asked, Map<String, Attribute> out) {
    int option = asked.indexOf(';');
    String base = option < 0 ? asked : asked.substring(0, option);
    AttributeRule rule = store.schema.attribute(base).orElse(null);
    if (rule == null || (session.globalCatalog() && !inGlobalCatalog(rule))) {
      return;
    }
    if (rule.linkId() > 0) {
      linked(object, rule, option < 0 ? "" : asked.substring(option + 1), out);
      return;
    }
    List<ASN1OctetString> values =
        rule.constructed() || rule.key().equals("distinguishedname")
            ? constructed.values(rule, object, session.mayWrite())
            : object.values(rule.key());
    if (!values.isEmpty()) {
      put(rule.name(), values, out);
    }
  }

  private static boolean inGlobalCatalog(AttributeRule rule) {
    return rule.inGlobalCatalog()
        || rule.constructed()
        || rule.key().equals("memberof")
        || rule.key().equals("distinguishedname");
  }

  private void linked(
      DirectoryObject object, AttributeRule rule, String option, Map<String, Attribute> out) {
    Collection<DirectoryObject> targets =
        rule.forwardLink()
            ? object.links(rule.key()).keySet()
            : store.schema.opposite(rule).map(it -> object.backLinks(it.key())).orElse(Set.of());
    if (targets.isEmpty()) {
      return;
    }
    Range range = Range.parse(option);
    if (range == null && targets.size() <= rangeLimit) {
      put(rule.name(), names(targets), out);
      return;
    }
    int from = range == null ? 0 : range.from();
    int wanted = range == null ? rangeLimit : range.count(rangeLimit);
    if (from >= targets.size()) {
      throw AdError.constraint("00000057", rule, "");
    }
    int to = Math.min(targets.size(), from + wanted);
    String end = to == targets.size() ? "*" : Integer.toString(to - 1);
    if (range == null && !end.equals("*")) {
      // The plain name comes too, without values: this is how clients fall into the trap.
      out.put(rule.key(), new Attribute(rule.name()));
    }
    List<DirectoryObject> inOrder = session.inOrder(object, rule, targets);
    put(rule.name() + ";range=" + from + "-" + end, names(inOrder.subList(from, to)), out);
  }

  private List<ASN1OctetString> names(Collection<DirectoryObject> targets) {
    return targets.stream().map(target -> new ASN1OctetString(name(target))).toList();
  }

  /** The DN, with {@code <GUID=…>;<SID=…>;} in front if the client asked for it. */
  String name(DirectoryObject object) {
    if (!extendedNames) {
      return object.dn();
    }
    List<ASN1OctetString> sid = object.values("objectsid");
    String sidPart = sid.isEmpty() ? "" : "<SID=" + Sids.text(sid.get(0).getValue()) + ">;";
    return "<GUID=" + object.guid() + ">;" + sidPart + object.dn();
  }

  static void put(String name, List<ASN1OctetString> values, Map<String, Attribute> out) {
    out.put(
        name.toLowerCase(Locale.ROOT),
        new Attribute(
            name,
            CaseIgnoreStringMatchingRule.getInstance(),
            values.toArray(ASN1OctetString[]::new)));
  }
}
