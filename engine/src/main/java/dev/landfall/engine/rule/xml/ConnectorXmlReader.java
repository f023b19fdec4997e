package dev.landfall.engine.rule.xml;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.schema.Schema;
import dev.landfall.engine.rule.ConfigurationProblem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one connector file ({@code ma-data}). */
final class ConnectorXmlReader {
  private ConnectorXmlReader() {}

  static Optional<ConnectorConfiguration> read(Path file, List<ConfigurationProblem> problems) {
    return XmlReader.read(file, problems).flatMap(root -> connector(root, file, problems));
  }

  private static Optional<ConnectorConfiguration> connector(
      XmlElement root, Path file, List<ConfigurationProblem> problems) {
    String category = root.childText("category").strip();
    String id = root.childText("id").strip();
    Optional<XmlElement> schema = root.at("schema/dsml/directory-schema");
    if (id.isEmpty() || schema.isEmpty() || kind(category).isEmpty()) {
      problems.add(
          ConfigurationProblem.error(
              "CONNECTOR_INVALID",
              file.toString(),
              root.line(),
              id.isEmpty() ? "id" : schema.isEmpty() ? "schema" : "category",
              "Expected a connector of category AD or Extensible2 with an id and a DSML schema."));
      return Optional.empty();
    }
    return Optional.of(
        new ConnectorConfiguration(
            new ConnectorId(id),
            root.childText("name").strip(),
            kind(category).get(),
            schema.map(DsmlSchema::read).orElse(Schema.of(List.of())),
            parameters(root),
            texts(root.child("attribute-inclusion"), "attribute"),
            root.child("ma-partition-data").stream()
                .flatMap(data -> data.children("partition").stream())
                .map(ConnectorXmlReader::partition)
                .toList(),
            root.child("ma-run-data").stream()
                .flatMap(data -> data.children("run-configuration").stream())
                .map(run -> run.childText("name").strip())
                .toList()));
  }

  private static Optional<SystemKind> kind(String category) {
    return switch (category) {
      case "AD" -> Optional.of(SystemKind.ACTIVE_DIRECTORY);
      case "Extensible2" -> Optional.of(SystemKind.ENTRA);
      default -> Optional.empty();
    };
  }

  /** Secrets are encrypted for the server that wrote them; they are not read at all. */
  private static Map<String, String> parameters(XmlElement root) {
    Map<String, String> values = new LinkedHashMap<>();
    root.at("private-configuration/adma-configuration/parameter-values")
        .ifPresent(list -> collect(list, values));
    root.child("ma-partition-data").stream()
        .flatMap(data -> data.children("partition").stream())
        .flatMap(partition -> partition.child("parameter-values").stream())
        .forEach(list -> collect(list, values));
    return values;
  }

  private static void collect(XmlElement list, Map<String, String> values) {
    for (XmlElement parameter : list.children("parameter")) {
      boolean usable =
          parameter.attribute("intrinsic").map("1"::equals).orElse(false)
              || parameter.attribute("use").map("global"::equals).orElse(false);
      if (usable && parameter.attribute("encrypted").isEmpty()) {
        parameter.attribute("name").ifPresent(name -> values.put(name, parameter.text()));
      }
    }
  }

  private static ConnectorConfiguration.Partition partition(XmlElement partition) {
    return new ConnectorConfiguration.Partition(
        partition.childText("name").strip(),
        partition.childText("selected").strip().equals("1"),
        texts(partition.at("filter/object-classes"), "object-class"),
        texts(partition.at("filter/containers/inclusions"), "inclusion"),
        texts(partition.at("filter/containers/exclusions"), "exclusion"));
  }

  private static List<String> texts(Optional<XmlElement> parent, String name) {
    return parent.stream()
        .flatMap(element -> element.children(name).stream())
        .map(element -> element.text().strip())
        .filter(text -> !text.isEmpty())
        .toList();
  }
}
