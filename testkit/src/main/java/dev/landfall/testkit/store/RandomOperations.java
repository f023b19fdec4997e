package dev.landfall.testkit.store;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.PendingImport;
import dev.landfall.core.store.References;
import dev.landfall.core.store.References.Change;
import dev.landfall.core.store.References.Wanted;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Does random things to a store and tells the results with object ids replaced by the order of
 * creation. Equal seeds do the same to two stores, so their words can be compared.
 */
final class RandomOperations {
  private static final List<ConnectorId> CONNECTORS = List.of(Samples.FOREST, Samples.TENANT);
  private static final List<AttributeName> ATTRIBUTES =
      List.of(Samples.MEMBER, ImportedReferencesContract.MANAGER);

  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Store store;
  private final Random random;
  private final Map<Long, Integer> numbers = new TreeMap<>();
  private final List<List<Long>> created = List.of(new ArrayList<>(), new ArrayList<>());
  private int space;

  RandomOperations(Store store, long seed) {
    this.store = store;
    this.random = new Random(seed);
    for (ConnectorId connector : CONNECTORS) {
      store.connectorSpace(connector).index(Set.of(Samples.MAIL));
    }
  }

  /** Does one thing, or several in a transaction that may fail, and tells what came of it. */
  String next() {
    if (random.nextInt(12) != 0) {
      return operation();
    }
    StringBuilder told = new StringBuilder();
    boolean fails = random.nextBoolean();
    try {
      store.inTransaction(
          () -> {
            for (int i = 0; i < 5; i++) {
              told.append(operation()).append("; ");
            }
            if (fails) {
              throw new Interrupted();
            }
          });
    } catch (Interrupted expected) {
      told.append("rolled back");
    }
    return told.toString();
  }

  private String operation() {
    space = random.nextInt(2);
    int what = random.nextInt(21);
    try {
      return what + ": " + operation(what);
    } catch (IllegalStateException taken) {
      return what + ": taken";
    }
  }

  private ConnectorSpace space() {
    return store.connectorSpace(CONNECTORS.get(space));
  }

  private References references() {
    return space().references();
  }

  private long any() {
    List<Long> known = created.get(space);
    return known.isEmpty() ? 987_654_321 : known.get(random.nextInt(known.size()));
  }

  private long[] some() {
    return random.longs(random.nextInt(4), 0, 1).map(zero -> any()).distinct().toArray();
  }

  private AttributeName attribute() {
    return ATTRIBUTES.get(random.nextInt(2));
  }

  private String operation(int what) {
    long object = any();
    boolean there = space().byId(object).isPresent();
    return switch (what) {
      case 0, 1 -> insert();
      case 2, 3, 4 -> there ? update(object) : "";
      case 5 -> {
        if (random.nextInt(3) == 0) {
          space().remove(object);
        }
        yield "";
      }
      case 6 -> {
        space().seen(object, 1 + random.nextInt(3));
        yield "";
      }
      case 7, 8, 9 ->
          there
              ? references()
                  .stageImported(object, attribute(), some(), some(), 1 + random.nextInt(3))
                  .toString()
              : "";
      case 10 -> references().sweep(object, attribute(), 1 + random.nextInt(3)).toString();
      case 11 ->
          random.nextInt(4) == 0 ? named(references().sweepUnseen(1 + random.nextInt(3))) : "";
      case 12 -> mark(object);
      case 20 -> readAhead();
      case 13, 14, 15 -> there ? stageExport(object) : "";
      case 16 -> accept(object);
      case 17 -> {
        references().escrow(object);
        yield "";
      }
      case 18 -> {
        if (random.nextBoolean()) {
          references().revertEscrow(object);
        } else {
          references().dropUnapplied(object);
        }
        yield "";
      }
      default -> retarget(object);
    };
  }

  private String insert() {
    String name = "o" + random.nextInt(400);
    CsObject.Kind kind = CsObject.Kind.values()[random.nextInt(3)];
    CsObject made =
        CsObject.blank(
                kind,
                random.nextBoolean() ? Optional.of(new Anchor(name)) : Optional.empty(),
                "CN=" + name,
                random.nextBoolean() ? "user" : "group")
            .edit()
            .importedImage(Samples.mail("m" + random.nextInt(5)))
            .done();
    long id = space().insert(made);
    created.get(space).add(id);
    numbers.put(id, numbers.size());
    return "object " + numbers.get(id);
  }

  private String update(long id) {
    CsObject.Edit edit = space().byId(id).orElseThrow().edit();
    switch (random.nextInt(7)) {
      case 0 -> edit.dn("CN=o" + random.nextInt(400));
      case 1 -> edit.kind(CsObject.Kind.values()[random.nextInt(3)]);
      case 2 ->
          edit.pendingImport(PendingImport.values()[random.nextInt(5)]).retry(random.nextBoolean());
      case 3 -> edit.unapplied(export()).escrowed(export());
      case 4 -> edit.unconfirmed(export()).importedImage(Samples.mail("m" + random.nextInt(5)));
      case 5 ->
          edit.link(
              random.nextInt(4) == 0
                  ? Optional.empty()
                  : Optional.of(Samples.link(1 + random.nextInt(60))));
      default ->
          edit.transientObject(random.nextBoolean()).explicitDisconnector(random.nextInt(4) == 0);
    }
    space().update(edit.done());
    return "";
  }

  private PendingExport export() {
    PendingExport.Operation operation = PendingExport.Operation.values()[random.nextInt(4)];
    return operation == PendingExport.Operation.NONE
        ? PendingExport.NONE
        : new PendingExport(
            operation,
            Map.of(Samples.MAIL, Samples.mail("m" + random.nextInt(5)).get(Samples.MAIL)),
            Optional.empty());
  }

  private String mark(long object) {
    boolean pending = references().pendingImport(object);
    references().markSynchronized(object);
    return "pending " + pending;
  }

  private String stageExport(long object) {
    references().stageExport(object, attribute(), some(), some());
    return "unapplied " + references().hasUnapplied(object);
  }

  private String accept(long object) {
    List<Change> rejected =
        references().escrowedChanges(object, 0, 100).stream()
            .filter(change -> numbers.getOrDefault(change.target(), 0) % 2 == 1)
            .toList();
    references().accepted(object, rejected);
    return changes(rejected).toString();
  }

  /** Hints change nothing that can be read, now or later. */
  private String readAhead() {
    List<Long> objects = List.of(any(), any(), any());
    List<CsObject> found = space().byIds(objects);
    space()
        .prefetch(
            found.stream().flatMap(object -> object.anchor().stream()).toList(),
            found.stream().map(CsObject::dn).toList());
    references().prefetch(objects);
    store
        .metaverse()
        .prefetch(
            found.stream()
                .flatMap(object -> object.link().stream())
                .map(Link::metaverseId)
                .toList());
    return "";
  }

  private String retarget(long object) {
    long other = any();
    if (random.nextInt(3) == 0) {
      references().retarget(object, other);
    }
    return named(references().referencing(other, 0, 50));
  }

  private String named(Collection<Long> ids) {
    return ids.stream().map(numbers::get).sorted().toList().toString();
  }

  /** Everything that can be read, in words. */
  String state() {
    StringBuilder state = new StringBuilder();
    for (space = 0; space < 2; space++) {
      state
          .append("\nspace ")
          .append(space().count())
          .append(' ')
          .append(space().transientCount())
          .append(" exports ")
          .append(new TreeMap<>(exportCounts()));
      scan(state, "all", space().all(0, 9_999));
      scan(state, "imports", space().pendingImports(0, 9_999));
      scan(state, "exports", space().pendingExports(0, 9_999));
      scan(state, "unseen", space().unseen(2, 0, 9_999));
      for (int i = 0; i < 5; i++) {
        scan(
            state,
            "m" + i,
            space().disconnectorsWith("user", Samples.MAIL, "t:m" + i + "@contoso.com", 3));
      }
      created.get(space).forEach(id -> object(state, id));
    }
    return state.toString();
  }

  private Map<String, Long> exportCounts() {
    Map<String, Long> counts = new TreeMap<>();
    space().exportCounts().forEach((key, count) -> counts.put(key.toString(), count));
    return counts;
  }

  private void scan(StringBuilder state, String what, List<CsObject> found) {
    state.append('\n').append(what).append(found.stream().map(o -> numbers.get(o.id())).toList());
  }

  private void object(StringBuilder state, long id) {
    Optional<CsObject> found = space().byId(id);
    state.append('\n').append(numbers.get(id)).append(' ');
    found.ifPresent(
        object ->
            state
                .append(object.edit().id(0).done())
                .append(space().byDn(object.dn()).equals(found))
                .append(space().idOfDn(object.dn()) == id)
                .append(object.anchor().map(anchor -> space().idOf(anchor) == id))
                .append(
                    object.link().map(link -> space().linkedTo(link.metaverseId()).equals(found))));
    for (AttributeName attribute : ATTRIBUTES) {
      state
          .append(references().importedCount(id, attribute))
          .append('/')
          .append(references().expectedCount(id, attribute))
          .append(named(Samples.all(references().expected(id, attribute))));
      state.append(aligned(id, attribute));
      for (ConnectorId connector : CONNECTORS) {
        state.append(named(Samples.all(references().resolved(id, attribute, connector))));
      }
    }
    state
        .append(references().attributes(id))
        .append(references().pendingImport(id))
        .append(changes(references().unappliedChanges(id, 0, 999)))
        .append(changes(references().escrowedChanges(id, 0, 999)))
        .append(named(references().referencing(id, 0, 999)));
  }

  /** Which objects hold what this one's values stand for in the space. */
  private String aligned(long source, AttributeName attribute) {
    List<Wanted> wanted = new ArrayList<>();
    for (long object : created.get(space)) {
      wanted.add(
          new Wanted(
              object,
              attribute,
              Optional.of(new ReferenceSource(CONNECTORS.get(space), source, attribute))));
      wanted.add(new Wanted(object, attribute, Optional.empty()));
    }
    List<Wanted> misaligned = references().misaligned(wanted);
    wanted.removeAll(misaligned);
    return named(wanted.stream().map(Wanted::object).toList());
  }

  private List<String> changes(List<Change> changes) {
    return changes.stream()
        .map(c -> c.attribute().key() + (c.add() ? "+" : "-") + numbers.get(c.target()))
        .sorted()
        .toList();
  }
}
