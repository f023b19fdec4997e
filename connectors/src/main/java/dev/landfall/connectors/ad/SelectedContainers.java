package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Control;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.value.ObjectGuid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The containers that the settings name, and where they are now. Settings know a container by its
 * DN, the directory by its GUID; the watermark remembers both, so that a container that was renamed
 * is recognised. A delta import follows it and says so. A full import stops, since it would find
 * nothing under the old name and count everything below as deleted.
 */
final class SelectedContainers {
  private static final Control[] NONE = {};
  private static final char MARK = ';';

  /**
   * A container of the settings.
   *
   * @param guid empty if it was never seen
   * @param now its present DN; empty if it is gone
   */
  private record Container(
      String configured, boolean included, Optional<ObjectGuid> guid, Optional<String> now) {

    boolean moved() {
      return now.filter(dn -> !Scope.dn(dn).equals(Scope.dn(configured))).isPresent();
    }

    /** What tells it from others, whatever it is called. */
    String identity() {
      return (included ? "+" : "-") + guid.map(ObjectGuid::toString).orElse(configured);
    }

    String text() {
      return identity()
          + "="
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(configured.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final List<Container> containers;
  private final String domainDn;

  private SelectedContainers(List<Container> containers, String domainDn) {
    this.containers = containers;
    this.domainDn = domainDn;
  }

  /**
   * Looks for the containers.
   *
   * @param last the watermark of the last import, if there was one
   */
  static SelectedContainers find(
      LdapLink link, AdSettings settings, String domainDn, Optional<Watermark> last) {
    Map<String, ObjectGuid> known = last.map(SelectedContainers::known).orElse(Map.of());
    List<Container> found = new ArrayList<>();
    settings.containers().forEach(dn -> found.add(find(link, dn, true, known)));
    settings.excludedContainers().forEach(dn -> found.add(find(link, dn, false, known)));
    return new SelectedContainers(found, domainDn);
  }

  private static Container find(
      LdapLink link, String dn, boolean included, Map<String, ObjectGuid> known) {
    Optional<ObjectGuid> there = link.read(dn, NONE, "objectGUID").map(Decoder::guid);
    if (there.isPresent()) {
      return new Container(dn, included, there, Optional.of(dn));
    }
    Optional<ObjectGuid> earlier = Optional.ofNullable(known.get(dn));
    Optional<String> now =
        earlier
            .flatMap(guid -> link.read(Decoder.guidName(guid), NONE, "1.1"))
            .map(entry -> entry.getDN());
    return new Container(dn, included, earlier, now);
  }

  /** The containers under their present names. */
  Scope scope() {
    return new Scope(names(true), names(false), domainDn);
  }

  private List<String> names(boolean included) {
    return containers.stream()
        .filter(container -> container.included() == included)
        .map(container -> container.now().orElse(container.configured()))
        .toList();
  }

  /**
   * A full import needs every selected container under the name the settings give it.
   *
   * @param connector named in the error
   * @throws LandfallException {@code CONTAINER_MISSING}
   */
  void requireAll(String connector) {
    for (Container container : containers) {
      if (container.included() && (container.now().isEmpty() || container.moved())) {
        throw new LandfallException(
            ErrorCode.CONTAINER_MISSING,
            "The container \""
                + container.configured()
                + "\" selected for connector \""
                + connector
                + "\" "
                + container
                    .now()
                    .map(dn -> "is called \"" + dn + "\" now.")
                    .orElse("does not exist.")
                + " Nothing was imported: a full import would count everything below it as"
                + " deleted. "
                + container
                    .now()
                    .map(dn -> "Write its new name into the settings")
                    .orElse("Correct its name in the settings")
                + ", or take it out of them if its objects are to be deleted; then import again.");
      }
    }
  }

  /** A delta import goes on, but an operator should know before the next full one. */
  void warn(ImportSink sink) {
    for (Container container : containers) {
      if (container.moved() || container.now().isEmpty()) {
        sink.warning(
            container.configured(),
            ObjectErrorCode.INCLUDED_CONTAINER_RENAMED.text(),
            "The "
                + (container.included() ? "selected" : "excluded")
                + " container \""
                + container.configured()
                + "\" "
                + container
                    .now()
                    .map(dn -> "is called \"" + dn + "\" now and is followed there.")
                    .orElse("does not exist any more.")
                + " Correct the settings before the next full import.");
      }
    }
  }

  /**
   * A delta import cannot find what came into the selection because the settings changed.
   *
   * @throws LandfallException {@code FULL_IMPORT_REQUIRED}
   */
  void requireSameSelection(Watermark last) {
    int mark = last.value().indexOf(MARK);
    if (mark < 0) {
      return; // a watermark of a version that did not remember containers
    }
    TreeSet<String> now = new TreeSet<>();
    containers.forEach(container -> now.add(container.identity()));
    TreeSet<String> then = new TreeSet<>();
    entries(last).forEach(entry -> then.add(entry.substring(0, entry.lastIndexOf('='))));
    if (!now.equals(then)) {
      throw new LandfallException(
          ErrorCode.FULL_IMPORT_REQUIRED,
          "The selected containers are not those of the last import. Run a full import.");
    }
  }

  /** The watermark with what has to be remembered of the containers. */
  Watermark mark(AdWatermark watermark) {
    return new Watermark(
        watermark.text().value()
            + MARK
            + String.join(",", containers.stream().map(Container::text).toList()));
  }

  /** A watermark without it. */
  static Watermark bare(Watermark watermark) {
    int mark = watermark.value().indexOf(MARK);
    return mark < 0 ? watermark : new Watermark(watermark.value().substring(0, mark));
  }

  private static List<String> entries(Watermark watermark) {
    String text = watermark.value().substring(watermark.value().indexOf(MARK) + 1);
    return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }

  private static Map<String, ObjectGuid> known(Watermark watermark) {
    Map<String, ObjectGuid> known = new HashMap<>();
    if (watermark.value().indexOf(MARK) < 0) {
      return known;
    }
    for (String entry : entries(watermark)) {
      int equals = entry.lastIndexOf('=');
      String dn =
          new String(
              Base64.getUrlDecoder().decode(entry.substring(equals + 1)), StandardCharsets.UTF_8);
      String identity = entry.substring(1, equals);
      if (!identity.equals(dn)) {
        known.put(dn, ObjectGuid.parse(identity));
      }
    }
    return known;
  }
}
