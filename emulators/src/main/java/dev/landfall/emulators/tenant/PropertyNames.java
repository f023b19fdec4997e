package dev.landfall.emulators.tenant;

import java.util.Arrays;
import java.util.Optional;

/**
 * Which properties a query may name: those of one type, or in a mixed collection those of any.
 *
 * @param type empty for a mixed collection
 * @param free whether any name is right
 */
record PropertyNames(Optional<ObjectType> type, boolean beta, boolean free) {
  /** Any name: for entities that are no directory objects. */
  static final PropertyNames FREE = new PropertyNames(Optional.empty(), true, true);

  PropertyNames(Optional<ObjectType> type, boolean beta) {
    this(type, beta, false);
  }

  static PropertyNames of(ObjectType type, GraphRequest request) {
    return new PropertyNames(Optional.of(type), request.beta());
  }

  static PropertyNames any(GraphRequest request) {
    return new PropertyNames(Optional.empty(), request.beta());
  }

  boolean knows(String name) {
    return free
        || (type.isPresent()
            ? type.get().knows(name, beta)
            : Arrays.stream(ObjectType.values()).anyMatch(t -> t.knows(name, beta)));
  }

  /**
   * The name itself.
   *
   * @throws GraphException 400 if there is no such property
   */
  String require(String name) {
    if (!knows(name)) {
      throw GraphException.odata(
          "Could not find a property named '"
              + name
              + "' on type 'microsoft.graph."
              + type.map(ObjectType::graphName).orElse("directoryObject")
              + "'.");
    }
    return name;
  }
}
