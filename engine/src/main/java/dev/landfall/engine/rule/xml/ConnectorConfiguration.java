package dev.landfall.engine.rule.xml;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.schema.Schema;
import java.util.List;
import java.util.Map;

/**
 * A connector as its file describes it.
 *
 * @param parameters intrinsic and global parameters, usable as {@code %name%} in expressions
 * @param attributeInclusion the attributes that are imported
 */
public record ConnectorConfiguration(
    ConnectorId id,
    String name,
    SystemKind kind,
    Schema schema,
    Map<String, String> parameters,
    List<String> attributeInclusion,
    List<Partition> partitions,
    List<String> runProfiles) {

  /** A naming context with the object classes and containers selected in it. */
  public record Partition(
      String name,
      boolean selected,
      List<String> objectClasses,
      List<String> inclusions,
      List<String> exclusions) {}
}
