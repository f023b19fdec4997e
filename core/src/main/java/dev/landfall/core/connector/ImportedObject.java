package dev.landfall.core.connector;

import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import java.util.Set;

/**
 * An object as the connected system shows it, without its references.
 *
 * @param dn the DN in the form of the system
 * @param attributes the values read
 * @param cleared attributes known to have no value any more; only used when not complete
 * @param complete whether {@code attributes} is the whole state of the selected attributes, so that
 *     an attribute not in it is gone; otherwise attributes not mentioned keep their values
 */
public record ImportedObject(
    Anchor anchor,
    String dn,
    String objectType,
    Attributes attributes,
    Set<AttributeName> cleared,
    boolean complete) {

  public ImportedObject {
    cleared = Set.copyOf(cleared);
  }

  /** An object with its whole state. */
  public static ImportedObject complete(
      Anchor anchor, String dn, String objectType, Attributes attributes) {
    return new ImportedObject(anchor, dn, objectType, attributes, Set.of(), true);
  }
}
