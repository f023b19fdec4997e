package dev.landfall.engine.run;

import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.engine.sync.SourceView;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A metaverse object as outbound rules read it. */
record MvView(Store store, MvObject object) implements SourceView {

  @Override
  public String objectType() {
    return object.objectType();
  }

  @Override
  public String dn() {
    return "";
  }

  @Override
  public List<Value> values(AttributeName attribute) {
    return object.attributes().get(attribute);
  }

  @Override
  public List<Value> importedValues(AttributeName attribute) {
    return values(attribute);
  }

  @Override
  public long referenceCount(AttributeName attribute) {
    ReferenceSource source = object.references().get(attribute);
    return source == null
        ? 0
        : store
            .connectorSpace(source.connector())
            .references()
            .expectedCount(source.csObject(), source.attribute());
  }

  @Override
  public ReferenceSource reference(AttributeName attribute) {
    ReferenceSource source = object.references().get(attribute);
    if (source == null) {
      throw new IllegalArgumentException("No reference attribute \"" + attribute + "\"");
    }
    return source;
  }

  @Override
  public Optional<String> referenceDn(AttributeName attribute) {
    ReferenceSource source = object.references().get(attribute);
    return source == null
        ? Optional.empty()
        : CsView.onlyTarget(
            store.connectorSpace(source.connector()), source.csObject(), source.attribute());
  }

  @Override
  public boolean anyReferenceDn(AttributeName attribute, Predicate<String> condition) {
    ReferenceSource source = object.references().get(attribute);
    return source != null
        && CsView.anyTarget(
            store.connectorSpace(source.connector()),
            source.csObject(),
            source.attribute(),
            condition);
  }

  /** Membership is a matter of connector spaces; a metaverse object is member of nothing. */
  @Override
  public boolean memberOf(String groupDn) {
    return false;
  }
}
