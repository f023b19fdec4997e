package dev.landfall.testkit.store;

import static dev.landfall.testkit.store.Samples.FOREST;
import static dev.landfall.testkit.store.Samples.MAIL;
import static dev.landfall.testkit.store.Samples.MEMBER;
import static dev.landfall.testkit.store.Samples.TENANT;
import static dev.landfall.testkit.store.Samples.link;
import static dev.landfall.testkit.store.Samples.mail;
import static dev.landfall.testkit.store.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.Attributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link Metaverse} promises. */
public interface MetaverseContract {
  Store store();

  private Metaverse metaverse() {
    return store().metaverse();
  }

  private MvObject person(String type, Attributes attributes) {
    MvObject fresh =
        new MvObject(
            0,
            type,
            attributes,
            Map.of(MAIL, new MvObject.Contributor("{rule}", FOREST, 12)),
            Map.of(MEMBER, new MvObject.ReferenceSource(TENANT, 13, MEMBER)));
    return fresh.withId(metaverse().insert(fresh));
  }

  @Test
  default void keepsEveryPartOfAMetaverseObject() {
    MvObject ada = person("person", mail("Ada"));
    assertThat(ada.id()).isPositive();
    assertThat(metaverse().byId(ada.id())).contains(ada);
    MvObject changed = new MvObject(ada.id(), "Contact", mail("x"), Map.of(), Map.of());
    metaverse().update(changed);
    assertThat(metaverse().byId(ada.id())).contains(changed);
    metaverse().remove(ada.id());
    metaverse().remove(ada.id());
    assertThat(metaverse().byId(ada.id())).isEmpty();
    assertThatThrownBy(() -> metaverse().update(ada)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void metaverseObjectsAreListedAndCounted() {
    MvObject a = person("person", mail("a"));
    MvObject b = person("group", mail("b"));
    MvObject c = person("person", mail("c"));
    assertThat(metaverse().all(0, 2)).containsExactly(a, b);
    assertThat(metaverse().all(b.id(), 2)).containsExactly(c);
    assertThat(metaverse().counts()).isEqualTo(Map.of("person", 2L, "group", 1L));
  }

  @Test
  default void findsMetaverseObjectsByIndexedValue() {
    MvObject a = person("person", mail("ADA"));
    assertThatThrownBy(() -> metaverse().with("*", MAIL, "t:ada@contoso.com", 9))
        .isInstanceOf(IllegalArgumentException.class);
    metaverse().index(Set.of(MAIL));
    MvObject b = person("group", mail("ada"));
    assertThat(metaverse().with("*", MAIL, "t:ada@contoso.com", 9)).containsExactly(a, b);
    assertThat(metaverse().with("*", MAIL, "t:ada@contoso.com", 1)).containsExactly(a);
    assertThat(metaverse().with("GROUP", MAIL, "t:ada@contoso.com", 9)).containsExactly(b);
    MvObject moved = new MvObject(a.id(), "person", mail("bob"), Map.of(), Map.of());
    metaverse().update(moved);
    metaverse().remove(b.id());
    assertThat(metaverse().with("*", MAIL, "t:ada@contoso.com", 9)).isEmpty();
    assertThat(metaverse().with("*", MAIL, "t:bob@contoso.com", 9)).containsExactly(moved);
    metaverse().index(Set.of());
    assertThatThrownBy(() -> metaverse().with("*", MAIL, "t:bob@contoso.com", 9))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void linksAreThoseOfAllConnectors() {
    MvObject ada = person("person", mail("a"));
    CsObject left = user("a").edit().link(Optional.of(link(ada.id()))).done();
    long inForest = store().connectorSpace(FOREST).insert(left);
    long inTenant = store().connectorSpace(TENANT).insert(left);
    store().connectorSpace(FOREST).insert(user("b"));
    assertThat(metaverse().links(ada.id()))
        .containsExactlyInAnyOrder(
            new Metaverse.Linked(FOREST, left.edit().id(inForest).done()),
            new Metaverse.Linked(TENANT, left.edit().id(inTenant).done()));
    assertThat(metaverse().links(ada.id() + 1_000_000)).isEmpty();
  }

  @Test
  default void dirtyMarksAreAnOrderedSet() {
    for (long id : new long[] {30, 10, 20, 10}) {
      metaverse().markDirty(id);
    }
    assertThat(metaverse().dirty(0, 2)).containsExactly(10L, 20L);
    assertThat(metaverse().dirty(20, 2)).containsExactly(30L);
    metaverse().clearDirty(20);
    metaverse().clearDirty(99);
    assertThat(metaverse().dirty(0, 9)).containsExactly(10L, 30L);
    assertThatThrownBy(
            () ->
                store()
                    .inTransaction(
                        () -> {
                          metaverse().clearDirty(10);
                          metaverse().markDirty(40);
                          throw new IllegalArgumentException("stop");
                        }))
        .hasMessage("stop");
    assertThat(metaverse().dirty(0, 9)).containsExactly(10L, 30L);
  }
}
