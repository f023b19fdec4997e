package dev.landfall.engine.rule.xml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of a configuration file, with the line it begins on. Names are without prefix: the
 * files use different prefixes for the same namespace.
 */
record XmlElement(
    String name, Map<String, String> attributes, List<XmlElement> children, String text, int line) {

  Optional<XmlElement> child(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).findFirst();
  }

  List<XmlElement> children(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).toList();
  }

  /** The first element on a path of names, e.g. {@code filter/containers/exclusions}. */
  Optional<XmlElement> at(String path) {
    Optional<XmlElement> here = Optional.of(this);
    for (String step : path.split("/", -1)) {
      here = here.flatMap(element -> element.child(step));
    }
    return here;
  }

  /** The text of a child; empty when there is none. */
  String childText(String childName) {
    return child(childName).map(XmlElement::text).orElse("");
  }

  Optional<String> attribute(String attributeName) {
    return Optional.ofNullable(attributes.get(attributeName));
  }
}
