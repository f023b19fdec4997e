package dev.landfall.engine.run;

import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.LongCursor;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.store.References;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import dev.landfall.engine.sync.SourceView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A connector-space object as inbound rules read it; references are looked up when asked for. */
final class CsView implements SourceView {
  private static final AttributeName MEMBER = AttributeName.of("member");

  private final ConnectorSpace space;
  private final CsObject object;
  private final Attributes expected;
  private final Attributes imported;
  private @Nullable Set<AttributeName> references;

  private CsView(ConnectorSpace space, CsObject object, Attributes expected, Attributes imported) {
    this.space = space;
    this.object = object;
    this.expected = expected;
    this.imported = imported;
  }

  /** With the pending import: the object being synchronized. */
  static CsView pending(ConnectorSpace space, CsObject object) {
    return new CsView(space, object, object.expectedImage(), object.importedImage());
  }

  /** Without it: the other objects linked to the same metaverse object. */
  static CsView synchronizedState(ConnectorSpace space, CsObject object) {
    return new CsView(
        space, object, object.synchronizedExpectedImage(), object.synchronizedImage());
  }

  @Override
  public String objectType() {
    return object.objectType();
  }

  @Override
  public String dn() {
    return object.currentDn();
  }

  @Override
  public List<Value> values(AttributeName attribute) {
    return expected.get(attribute);
  }

  @Override
  public List<Value> importedValues(AttributeName attribute) {
    return imported.get(attribute);
  }

  @Override
  public long referenceCount(AttributeName attribute) {
    return referenceAttributes().contains(attribute)
        ? space.references().expectedCount(object.id(), attribute)
        : 0;
  }

  private Set<AttributeName> referenceAttributes() {
    Set<AttributeName> known = references;
    if (known == null) {
      known = space.references().attributes(object.id());
      references = known;
    }
    return known;
  }

  @Override
  public ReferenceSource reference(AttributeName attribute) {
    return new ReferenceSource(space.connector(), object.id(), attribute);
  }

  @Override
  public Optional<String> referenceDn(AttributeName attribute) {
    return onlyTarget(space, object.id(), attribute);
  }

  /** The DN of the only target of a reference attribute. */
  static Optional<String> onlyTarget(ConnectorSpace space, long object, AttributeName attribute) {
    try (LongCursor targets = space.references().expected(object, attribute)) {
      long first = targets.next();
      if (first == LongCursor.END || targets.next() != LongCursor.END) {
        return Optional.empty();
      }
      return space.byId(first).map(CsObject::expectedDn);
    }
  }

  @Override
  public boolean anyReferenceDn(AttributeName attribute, Predicate<String> condition) {
    return anyTarget(space, object.id(), attribute, condition);
  }

  /** Looks at one target after the other, and no further than the first that does. */
  static boolean anyTarget(
      ConnectorSpace space, long object, AttributeName attribute, Predicate<String> condition) {
    try (LongCursor targets = space.references().expected(object, attribute)) {
      long target;
      while ((target = targets.next()) != LongCursor.END) {
        if (space.byId(target).map(CsObject::expectedDn).filter(condition).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public boolean memberOf(String groupDn) {
    Optional<CsObject> group = space.byDn(groupDn);
    if (group.isEmpty()) {
      return false;
    }
    References all = space.references();
    long after = 0;
    List<Long> page;
    while (!(page = all.referencing(object.id(), after, 500)).isEmpty()) {
      if (page.contains(group.get().id())) {
        return contains(all, group.get().id());
      }
      after = page.get(page.size() - 1);
    }
    return false;
  }

  private boolean contains(References all, long group) {
    try (LongCursor members = all.expected(group, MEMBER)) {
      long member;
      while ((member = members.next()) != LongCursor.END) {
        if (member == object.id()) {
          return true;
        }
      }
    }
    return false;
  }
}
