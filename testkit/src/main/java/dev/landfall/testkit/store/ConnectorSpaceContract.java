package dev.landfall.testkit.store;

import static dev.landfall.testkit.store.Samples.FOREST;
import static dev.landfall.testkit.store.Samples.MAIL;
import static dev.landfall.testkit.store.Samples.MEMBER;
import static dev.landfall.testkit.store.Samples.TENANT;
import static dev.landfall.testkit.store.Samples.ids;
import static dev.landfall.testkit.store.Samples.link;
import static dev.landfall.testkit.store.Samples.mail;
import static dev.landfall.testkit.store.Samples.placeholder;
import static dev.landfall.testkit.store.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.ConnectorSpace.ExportCount;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.PendingImport;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link ConnectorSpace} promises. */
public interface ConnectorSpaceContract {
  Store store();

  private ConnectorSpace space() {
    return store().connectorSpace(FOREST);
  }

  private CsObject add(CsObject object) {
    return object.edit().id(space().insert(object)).done();
  }

  private CsObject change(CsObject.Edit edit) {
    CsObject changed = edit.done();
    space().update(changed);
    return changed;
  }

  private static PendingExport export(PendingExport.Operation operation) {
    return new PendingExport(operation, Map.of(), Optional.empty());
  }

  @Test
  default void keepsEveryPartOfAnObject() {
    CsObject all = add(Samples.everything());
    assertThat(all.id()).isPositive();
    assertThat(space().byId(all.id())).contains(all);
    assertThat(space().byId(all.id()).orElseThrow().importedImage().get("proxyAddresses"))
        .isEqualTo(all.importedImage().get("proxyAddresses"));
  }

  @Test
  default void aSpaceIsEmptyAtFirstAndApartFromOthers() {
    CsObject ada = add(user("Ada"));
    ConnectorSpace other = store().connectorSpace(TENANT);
    assertThat(other.connector()).isEqualTo(TENANT);
    assertThat(other.count()).isZero();
    assertThat(other.byId(ada.id())).isEmpty();
    assertThat(other.byAnchor(new Anchor("anchor-Ada"))).isEmpty();
    other.insert(user("Ada"));
    assertThat(space().all(0, 9)).containsExactly(ada);
  }

  @Test
  default void findsByAnchorDnAndLink() {
    CsObject ada = add(user("Ada").edit().link(Optional.of(link(5))).done());
    assertThat(space().byAnchor(new Anchor("anchor-Ada"))).contains(ada);
    assertThat(space().byAnchor(new Anchor("ANCHOR-ADA"))).isEmpty();
    assertThat(space().byDn("cn=ada, dc=CONTOSO")).contains(ada);
    assertThat(space().linkedTo(5)).contains(ada);
    assertThat(space().linkedTo(6)).isEmpty();
    CsObject comma =
        add(
            user("x")
                .edit()
                .dn("CN=Lovelace\\, Ada,DC=contoso")
                .done()
                .edit()
                .anchor(Optional.empty())
                .done());
    assertThat(space().byDn("CN=Lovelace\\2C Ada , DC=contoso")).contains(comma);
  }

  @Test
  default void anUpdateMovesWhatTheObjectIsFoundBy() {
    CsObject ada = add(user("Ada").edit().link(Optional.of(link(5))).done());
    CsObject moved =
        change(
            ada.edit()
                .anchor(Optional.of(new Anchor("other")))
                .dn("CN=Moved")
                .link(Optional.of(link(6))));
    assertThat(space().byAnchor(new Anchor("anchor-Ada"))).isEmpty();
    assertThat(space().byDn(ada.dn())).isEmpty();
    assertThat(space().linkedTo(5)).isEmpty();
    assertThat(space().byAnchor(new Anchor("other"))).contains(moved);
    assertThat(space().byDn("cn=moved")).contains(moved);
    assertThat(space().linkedTo(6)).contains(moved);
  }

  @Test
  default void anchorDnAndLinkAreUnique() {
    CsObject ada = add(user("Ada").edit().link(Optional.of(link(5))).done());
    CsObject bob = add(user("Bob"));
    assertThatThrownBy(() -> space().insert(user("Ada").edit().dn("CN=z").done()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> space().update(bob.edit().dn("cn=ADA,dc=contoso").done()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> space().update(bob.edit().link(ada.link()).done()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(space().all(0, 9)).containsExactly(ada, bob);
    assertThatThrownBy(() -> space().update(bob.edit().id(987_654).done()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void aRemovedObjectIsGoneWithItsReferences() {
    CsObject group = add(user("Group"));
    CsObject ada = add(user("Ada"));
    space().references().stageImported(group.id(), MEMBER, ids(ada.id(), group.id()), ids(), 1);
    space().remove(group.id());
    assertThat(space().byId(group.id())).isEmpty();
    assertThat(space().byDn(group.dn())).isEmpty();
    assertThat(space().references().referencing(ada.id(), 0, 9)).isEmpty();
    space().remove(group.id());
    add(user("Group"));
  }

  @Test
  default void aRemovedTargetLeavesAPlaceholder() {
    CsObject group = add(user("Group"));
    CsObject ada = add(user("Ada").edit().link(Optional.of(link(5))).done());
    space().references().stageImported(group.id(), MEMBER, ids(ada.id()), ids(), 1);
    space().remove(ada.id());
    CsObject left = space().byId(ada.id()).orElseThrow();
    assertThat(left)
        .isEqualTo(
            CsObject.blank(CsObject.Kind.PLACEHOLDER, ada.anchor(), ada.dn(), "")
                .edit()
                .id(ada.id())
                .done());
    assertThat(space().byAnchor(ada.anchor().orElseThrow())).contains(left);
    assertThat(space().linkedTo(5)).isEmpty();
    assertThat(Samples.all(space().references().expected(group.id(), MEMBER)))
        .containsExactly(ada.id());
  }

  @Test
  default void scansLeavePlaceholdersOut() {
    space().index(Set.of(MAIL));
    add(placeholder("CN=p"));
    CsObject busy = add(placeholder("CN=q"));
    change(
        busy.edit()
            .pendingImport(PendingImport.ADD)
            .transientObject(true)
            .importedImage(mail("q"))
            .unapplied(export(PendingExport.Operation.ADD)));
    assertThat(space().all(0, 9)).isEmpty();
    assertThat(space().count()).isZero();
    assertThat(space().transientCount()).isZero();
    assertThat(space().pendingImports(0, 9)).isEmpty();
    assertThat(space().pendingExports(0, 9)).isEmpty();
    assertThat(space().exportCounts()).isEmpty();
    assertThat(space().unseen(1, 0, 9)).isEmpty();
    assertThat(space().disconnectorsWith("", MAIL, "t:q@contoso.com", 9)).isEmpty();
  }

  @Test
  default void scansAreByPageInOrderOfId() {
    CsObject a = add(user("a"));
    CsObject placeholder = add(placeholder("CN=p"));
    CsObject b = add(user("b"));
    CsObject c = add(user("c"));
    assertThat(space().all(0, 2)).containsExactly(a, b);
    assertThat(space().all(b.id(), 2)).containsExactly(c);
    assertThat(space().all(c.id(), 2)).isEmpty();
    assertThat(space().placeholders(0, 2)).containsExactly(placeholder);
    assertThat(space().placeholders(placeholder.id(), 2)).isEmpty();
    assertThat(space().count()).isEqualTo(3);
    assertThat(space().byIds(List.of(c.id(), 999_999L, a.id()))).containsExactly(c, a);
  }

  @Test
  default void pendingImportsAreThoseImportedOrToBeRetried() {
    CsObject added = add(user("a"));
    CsObject idle = change(add(user("b")).edit().pendingImport(PendingImport.NONE));
    assertThat(space().pendingImports(0, 9)).containsExactly(added);
    CsObject retried = change(idle.edit().retry(true));
    assertThat(space().pendingImports(0, 9)).containsExactly(added, retried);
    assertThat(space().pendingImports(added.id(), 9)).containsExactly(retried);
    change(retried.edit().retry(false));
    assertThat(space().pendingImports(0, 9)).containsExactly(added);
  }

  @Test
  default void pendingExportsAreUnappliedOrEscrowedObjectsAndReferences() {
    CsObject update =
        change(add(user("a")).edit().unapplied(export(PendingExport.Operation.UPDATE)));
    CsObject escrowed = change(add(user("b")).edit().escrowed(export(PendingExport.Operation.ADD)));
    CsObject references = add(user("c"));
    CsObject delete =
        change(add(user("d")).edit().unapplied(export(PendingExport.Operation.DELETE)));
    CsObject unconfirmed =
        change(add(user("e")).edit().unconfirmed(export(PendingExport.Operation.UPDATE)));
    space().references().stageExport(references.id(), MEMBER, ids(update.id()), ids());
    assertThat(space().pendingExports(0, 9)).containsExactly(update, escrowed, references, delete);
    assertThat(space().pendingExports(escrowed.id(), 1)).containsExactly(references);
    assertThat(space().exportCounts())
        .containsOnly(
            Map.entry(new ExportCount(PendingExport.Operation.UPDATE, "user"), 3L),
            Map.entry(new ExportCount(PendingExport.Operation.DELETE, "user"), 1L));
    space().references().escrow(references.id());
    change(references.edit().dn("CN=still pending"));
    assertThat(space().pendingExports(0, 9)).hasSize(4);
    space().references().accepted(references.id(), List.of());
    change(delete.edit().unapplied(PendingExport.NONE));
    assertThat(space().pendingExports(0, 9)).containsExactly(update, escrowed);
    assertThat(space().byId(unconfirmed.id())).contains(unconfirmed);
  }

  @Test
  default void unseenAreImportedObjectsThatThisImportDidNotMeet() {
    CsObject seen = add(user("a"));
    CsObject before = add(user("b"));
    CsObject never = add(user("c"));
    CsObject going = change(add(user("d")).edit().pendingImport(PendingImport.DELETE));
    add(CsObject.blank(CsObject.Kind.EXPORT, Optional.empty(), "CN=e", "user"));
    space().seen(before.id(), 6);
    space().seen(seen.id(), 6);
    space().seen(seen.id(), 7);
    assertThat(space().unseen(7, 0, 9)).containsExactly(before, never);
    assertThat(space().unseen(7, before.id(), 9)).containsExactly(never);
    assertThat(space().unseen(6, 0, 9)).containsExactly(seen, never);
    assertThat(space().byId(going.id())).contains(going);
  }

  @Test
  default void countsTransientObjects() {
    CsObject a = change(add(user("a")).edit().transientObject(true));
    add(user("b"));
    assertThat(space().transientCount()).isEqualTo(1);
    change(a.edit().transientObject(false));
    assertThat(space().transientCount()).isZero();
  }

  @Test
  default void findsDisconnectorsByExpectedValue() {
    CsObject before = add(user("Ada"));
    space().index(Set.of(MAIL));
    assertThat(space().disconnectorsWith("USER", MAIL, "t:ada@contoso.com", 9))
        .containsExactly(before);
    assertThat(space().disconnectorsWith("group", MAIL, "t:ada@contoso.com", 9)).isEmpty();
    CsObject renamed =
        change(
            before
                .edit()
                .unapplied(
                    new PendingExport(
                        PendingExport.Operation.UPDATE,
                        Map.of(MAIL, mail("new").get(MAIL)),
                        Optional.empty())));
    assertThat(space().disconnectorsWith("user", MAIL, "t:ada@contoso.com", 9)).isEmpty();
    assertThat(space().disconnectorsWith("user", MAIL, "t:new@contoso.com", 9))
        .containsExactly(renamed);
    CsObject linked = change(renamed.edit().link(Optional.of(link(5))));
    assertThat(space().disconnectorsWith("user", MAIL, "t:new@contoso.com", 9)).isEmpty();
    CsObject kept = change(linked.edit().link(Optional.empty()).explicitDisconnector(true));
    assertThat(space().disconnectorsWith("user", MAIL, "t:new@contoso.com", 9)).isEmpty();
    CsObject free = change(kept.edit().explicitDisconnector(false));
    CsObject second = add(user("b").edit().importedImage(mail("NEW")).done());
    assertThat(space().disconnectorsWith("user", MAIL, "t:new@contoso.com", 9))
        .containsExactly(free, second);
    assertThat(space().disconnectorsWith("user", MAIL, "t:new@contoso.com", 1))
        .containsExactly(free);
    space().remove(free.id());
    assertThat(space().disconnectorsWith("user", MAIL, "t:new@contoso.com", 9))
        .containsExactly(second);
  }

  @Test
  default void onlyNamedAttributesAreIndexed() {
    AttributeName title = AttributeName.of("title");
    CsObject ada = add(user("Ada"));
    space().index(Set.of(title));
    assertThatThrownBy(() -> space().disconnectorsWith("user", MAIL, "t:x", 9))
        .isInstanceOf(IllegalArgumentException.class);
    space().index(Set.of(title, AttributeName.of("MAIL")));
    assertThat(space().disconnectorsWith("user", MAIL, "t:ada@contoso.com", 9))
        .containsExactly(ada);
    space().index(Set.of(MAIL));
    assertThatThrownBy(() -> space().disconnectorsWith("user", title, "t:x", 9))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void aRollbackRestoresObjects() {
    CsObject ada = add(user("Ada"));
    CsObject bob = add(user("Bob"));
    space().index(Set.of(MAIL));
    assertThatThrownBy(
            () ->
                store()
                    .inTransaction(
                        () -> {
                          change(ada.edit().dn("CN=else").importedImage(mail("else")));
                          space().remove(bob.id());
                          add(user("Carl"));
                          store().connectorSpace(TENANT).insert(user("Dora"));
                          throw new IllegalArgumentException("stop");
                        }))
        .hasMessage("stop");
    assertThat(space().all(0, 9)).containsExactly(ada, bob);
    assertThat(space().byDn(ada.dn())).contains(ada);
    assertThat(space().byDn("CN=else")).isEmpty();
    assertThat(space().disconnectorsWith("user", MAIL, "t:ada@contoso.com", 9))
        .containsExactly(ada);
    assertThat(store().connectorSpace(TENANT).count()).isZero();
    CsObject carl = add(user("Carl"));
    assertThat(space().all(bob.id(), 9)).containsExactly(carl);
  }
}
