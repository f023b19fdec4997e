package dev.landfall.core.connector;

import java.util.List;
import java.util.Optional;

/**
 * One change to write. A change with many references comes as several requests with the same key,
 * in order; a connector keeps the order of requests for one object.
 *
 * @param key the engine's number of the object
 * @param anchor absent for an object that does not exist yet
 * @param dn where the object is (or is to be created)
 * @param newDn where the object is to go, if it is renamed or moved
 * @param changes non-reference attributes; of an ADD all of them
 * @param references at most {@value #MOST_REFERENCES} reference values
 */
public record ExportRequest(
    long key,
    Operation operation,
    String objectType,
    Optional<Anchor> anchor,
    String dn,
    Optional<String> newDn,
    List<AttributeChange> changes,
    List<ReferenceChange> references) {

  /** The most reference values in one request. */
  public static final int MOST_REFERENCES = 1_000;

  public ExportRequest {
    changes = List.copyOf(changes);
    references = List.copyOf(references);
  }

  /** What happens to the object. */
  public enum Operation {
    ADD,
    UPDATE,
    DELETE
  }
}
