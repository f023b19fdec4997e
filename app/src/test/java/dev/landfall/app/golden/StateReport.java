package dev.landfall.app.golden;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.LongCursor;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.References;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.SyncRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a store holds after a cycle, as lines of text: first counts, then single objects with their
 * metaverse attributes – each with the precedence of the rule that gave it – and their pending
 * export.
 */
final class StateReport {
  /** Longer lists of references are only counted. */
  private static final int MOST_REFERENCES = 10;

  private final Store store;
  private final ConnectorSpace ad;
  private final ConnectorSpace entra;
  private final Map<String, Integer> precedences;
  private final LDAPConnection ldap;
  private final List<String> lines = new ArrayList<>();

  StateReport(Store store, ConnectorId adConnector, List<SyncRule> rules, LDAPConnection ldap) {
    this.store = store;
    this.ad = store.connectorSpace(adConnector);
    this.entra = store.connectorSpace(ConnectorId.ENTRA);
    this.precedences = rules.stream().collect(Collectors.toMap(SyncRule::id, SyncRule::precedence));
    this.ldap = ldap;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  void counts() {
    lines.add("== counts");
    count("ad objects", all(ad), CsObject::objectType);
    count("ad not linked", unlinked(ad), CsObject::objectType);
    count(
        "ad errors",
        all(ad).stream().filter(object -> object.syncError().isPresent()).toList(),
        object -> object.syncError().orElseThrow().code());
    Map<String, Long> metaverse = new TreeMap<>(store.metaverse().counts());
    metaverse.forEach((type, many) -> lines.add("metaverse " + type + " = " + many));
    count("entra objects", all(entra), CsObject::objectType);
    count("entra not linked", unlinked(entra), CsObject::objectType);
    exports("ad", ad);
    exports("entra", entra);
    lines.add("");
  }

  private void exports(String name, ConnectorSpace space) {
    Map<String, Long> sorted = new TreeMap<>();
    space
        .exportCounts()
        .forEach(
            (what, many) -> sorted.put(what.operation().name() + " " + what.objectType(), many));
    sorted.forEach((what, many) -> lines.add(name + " pending export " + what + " = " + many));
  }

  private void count(
      String what,
      List<CsObject> objects,
      java.util.function.Function<CsObject, String> classifier) {
    Map<String, Long> counts =
        objects.stream()
            .collect(Collectors.groupingBy(classifier, TreeMap::new, Collectors.counting()));
    counts.forEach((kind, many) -> lines.add(what + " " + kind + " = " + many));
  }

  private static List<CsObject> unlinked(ConnectorSpace space) {
    return all(space).stream().filter(object -> object.link().isEmpty()).toList();
  }

  private static List<CsObject> all(ConnectorSpace space) {
    List<CsObject> all = new ArrayList<>();
    long after = 0;
    List<CsObject> page;
    while (!(page = space.all(after, 500)).isEmpty()) {
      all.addAll(page);
      after = page.get(page.size() - 1).id();
    }
    return all;
  }

  void object(String dn) throws LDAPException {
    lines.add("== " + dn);
    CsObject object = ad.byDn(dn).orElseThrow();
    object.syncError().ifPresent(error -> lines.add("error = " + error.code()));
    Optional<MvObject> metaverse =
        object.link().map(Link::metaverseId).flatMap(store.metaverse()::byId);
    if (metaverse.isEmpty()) {
      lines.add("metaverse none");
    } else {
      Names names = Names.of(ldap, dn);
      metaverse(metaverse.get(), names);
      export(entra.linkedTo(metaverse.get().id()), names);
    }
    lines.add("");
  }

  private void metaverse(MvObject object, Names names) {
    lines.add("metaverse " + object.objectType());
    object
        .contributors()
        .forEach(
            (name, contributor) -> {
              String head = "  " + name + " [" + precedences.get(contributor.ruleId()) + "] = ";
              for (String value : values(object, name, names)) {
                lines.add(head + value);
              }
            });
  }

  private List<String> values(MvObject object, AttributeName name, Names names) {
    MvObject.ReferenceSource source = object.references().get(name);
    if (source == null) {
      return shown(object.attributes().get(name), names);
    }
    References references = store.connectorSpace(source.connector()).references();
    List<Long> targets = new ArrayList<>();
    try (LongCursor cursor = references.expected(source.csObject(), source.attribute())) {
      for (long id = cursor.next(); id != LongCursor.END; id = cursor.next()) {
        targets.add(id);
      }
    }
    return referenced(
        store.connectorSpace(source.connector()).byIds(targets).stream()
            .map(CsObject::dn)
            .toList());
  }

  private void export(Optional<CsObject> target, Names names) {
    if (target.isEmpty()) {
      lines.add("export none");
      return;
    }
    CsObject object = target.get();
    PendingExport pending = object.unapplied();
    lines.add("export " + pending.operation() + " " + object.objectType());
    Map<AttributeName, List<String>> shown = new TreeMap<>();
    pending.changes().forEach((name, values) -> shown.put(name, shown(values, names)));
    shown.put(AttributeName.of("dn"), shown(List.of(Value.of(object.dn())), names));
    Map<AttributeName, List<String>> added = new TreeMap<>();
    for (References.Change change : changes(object)) {
      String sign = change.add() ? "" : "- ";
      added
          .computeIfAbsent(change.attribute(), first -> new ArrayList<>())
          .add(sign + onPremisesDn(change.target()));
    }
    added.forEach((name, dns) -> shown.put(name, referenced(dns)));
    shown.forEach(
        (name, values) -> values.forEach(value -> lines.add("  " + name + " = " + value)));
  }

  private List<References.Change> changes(CsObject object) {
    List<References.Change> all = new ArrayList<>();
    long after = 0;
    List<References.Change> page;
    while (!(page = entra.references().unappliedChanges(object.id(), after, 500)).isEmpty()) {
      all.addAll(page);
      after = page.get(page.size() - 1).row();
    }
    return all;
  }

  /** The name in the directory of what an object of the tenant stands for. */
  private String onPremisesDn(long target) {
    CsObject object = entra.byId(target).orElseThrow();
    return object
        .link()
        .map(Link::metaverseId)
        .flatMap(ad::linkedTo)
        .map(CsObject::dn)
        .orElse("not linked: " + object.dn());
  }

  private static List<String> referenced(List<String> dns) {
    return dns.size() > MOST_REFERENCES
        ? List.of(dns.size() + " references")
        : dns.stream().sorted().map(dn -> "-> " + dn).toList();
  }

  private static List<String> shown(List<Value> values, Names names) {
    return values.stream().map(names::show).sorted().toList();
  }
}
