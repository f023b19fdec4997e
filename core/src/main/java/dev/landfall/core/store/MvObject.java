package dev.landfall.core.store;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.NameMap;
import java.util.Map;

/**
 * A metaverse object. A reference attribute is not copied: it is the contributing connector-space
 * object and the name of its attribute, from which targets are resolved link by link when they are
 * needed.
 *
 * @param id number within the store, given by {@link Metaverse#insert}; 0 before
 * @param contributors who gave each attribute (references included)
 * @param references where each reference attribute comes from
 */
public record MvObject(
    long id,
    String objectType,
    Attributes attributes,
    Map<AttributeName, Contributor> contributors,
    Map<AttributeName, ReferenceSource> references) {

  public MvObject {
    contributors = NameMap.copyOf(contributors);
    references = NameMap.copyOf(references);
  }

  public static MvObject blank(String objectType) {
    return new MvObject(0, objectType, Attributes.NONE, Map.of(), Map.of());
  }

  public MvObject withId(long newId) {
    return new MvObject(newId, objectType, attributes, contributors, references);
  }

  /** The rule and the object that a value comes from. */
  public record Contributor(String ruleId, ConnectorId connector, long csObject) {}

  /** A reference attribute: the values of this attribute of that connector-space object. */
  public record ReferenceSource(ConnectorId connector, long csObject, AttributeName attribute) {}
}
