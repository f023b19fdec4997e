package dev.landfall.connectors.graph;

import dev.landfall.core.connector.Anchor;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Anchors and distinguished names of the Entra connector space. */
final class CloudAnchors {
  private CloudAnchors() {}

  /** {@code Group} and an object id make {@code Group_<id>}. */
  static Anchor of(String prefix, String id) {
    return new Anchor(prefix + "_" + id.toLowerCase(Locale.ROOT));
  }

  /** {@code CN={hex of the UTF-8 text}}: the text is the source anchor, or the cloud anchor. */
  static String dn(String text) {
    String hex = HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_8));
    return "CN={" + hex + "}";
  }

  /** The text behind a DN; empty when the DN is not of that form. */
  static Optional<String> textOf(String dn) {
    if (!dn.regionMatches(true, 0, "CN={", 0, 4) || !dn.endsWith("}")) {
      return Optional.empty();
    }
    try {
      byte[] bytes = HexFormat.of().parseHex(dn.substring(4, dn.length() - 1));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The first part of the anchors of a type; empty for types the connector space does not hold. */
  static Optional<String> prefixOf(String type) {
    return switch (type.substring(type.lastIndexOf('.') + 1)) {
      case "user" -> Optional.of("User");
      case "group" -> Optional.of("Group");
      case "device" -> Optional.of("Device");
      case "orgContact" -> Optional.of("Contact");
      default -> Optional.empty();
    };
  }
}
