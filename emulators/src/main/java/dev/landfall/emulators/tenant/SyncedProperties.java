package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.value.ObjectGuid;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Computes the Graph properties of an object from what directory synchronization sent. What was
 * sent stays untouched as shadow attributes; only user principal name and proxy addresses are
 * calculated further.
 */
final class SyncedProperties {
  /** Connector space name, in lower case, to Graph name, for values that are passed on. */
  private static final Map<String, String> PLAIN = new HashMap<>();

  static {
    for (String same :
        new String[] {
          "accountEnabled",
          "city",
          "companyName",
          "country",
          "department",
          "description",
          "displayName",
          "employeeId",
          "employeeType",
          "givenName",
          "jobTitle",
          "mail",
          "mailNickname",
          "mobilePhone",
          "officeLocation",
          "onPremisesDistinguishedName",
          "onPremisesDomainName",
          "onPremisesNetBiosName",
          "onPremisesSamAccountName",
          "onPremisesUserPrincipalName",
          "operatingSystem",
          "operatingSystemVersion",
          "postalCode",
          "preferredLanguage",
          "securityEnabled",
          "state",
          "streetAddress",
          "surname",
          "usageLocation",
          "userType"
        }) {
      PLAIN.put(same.toLowerCase(Locale.ROOT), same);
    }
    PLAIN.put("alias", "mailNickname");
    PLAIN.put("title", "jobTitle");
    PLAIN.put("sn", "surname");
    PLAIN.put("l", "city");
    PLAIN.put("st", "state");
    PLAIN.put("co", "country");
    PLAIN.put("mobile", "mobilePhone");
    PLAIN.put("company", "companyName");
    PLAIN.put("physicaldeliveryofficename", "officeLocation");
    PLAIN.put("dnsdomainname", "onPremisesDomainName");
    PLAIN.put("netbiosname", "onPremisesNetBiosName");
  }

  private final TenantState state;
  private final Tenancy tenancy;

  SyncedProperties(TenantState state, Tenancy tenancy) {
    this.state = state;
    this.tenancy = tenancy;
  }

  /**
   * The properties to set, by Graph name.
   *
   * @param shadow the whole shadow after the change
   * @param self the object, or empty for one about to be created
   */
  Map<String, JsonNode> of(
      ObjectType type, ObjectNode shadow, String sourceAnchor, Optional<Entity> self) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    shadow
        .properties()
        .forEach(
            sent -> {
              String graph = PLAIN.get(sent.getKey().toLowerCase(Locale.ROOT));
              if (graph != null && type.knows(graph, true)) {
                properties.put(graph, single(sent.getValue()));
              } else if (sent.getKey().startsWith("extension_")) {
                properties.put(sent.getKey(), sent.getValue());
              }
            });
    properties.put("onPremisesSyncEnabled", Json.MAPPER.getNodeFactory().booleanNode(true));
    properties.put("onPremisesLastSyncDateTime", text(state.timestamp()));
    properties.put("onPremisesImmutableId", text(sourceAnchor));
    objectGuid(sourceAnchor)
        .ifPresent(guid -> properties.put("onPremisesObjectIdentifier", text(guid)));
    sid(shadow).ifPresent(sid -> properties.put("onPremisesSecurityIdentifier", text(sid)));
    ArrayNode errors = Json.array();
    proxyAddresses(shadow, self, properties, errors);
    if (type == ObjectType.USER) {
      properties.put("userPrincipalName", text(principalName(shadow, self, errors)));
      properties.putIfAbsent("userType", text("Member"));
      phones(shadow, properties);
      extensionAttributes(shadow, properties);
    } else if (type == ObjectType.GROUP) {
      boolean mailEnabled = properties.containsKey("mail") && !properties.get("mail").isNull();
      properties.put("mailEnabled", Json.MAPPER.getNodeFactory().booleanNode(mailEnabled));
      properties.putIfAbsent("securityEnabled", Json.MAPPER.getNodeFactory().booleanNode(false));
      properties.put("groupTypes", Json.array());
      properties.putIfAbsent(
          "mailNickname", find(shadow, "onPremisesSamAccountName").orElse(text("group")));
    }
    properties.put("onPremisesProvisioningErrors", errors);
    return properties;
  }

  /**
   * What directory synchronization would have sent for a synchronized object that is known from
   * Graph only. Our choice, so that a copy of a real tenant can be synchronized to.
   */
  static ObjectNode shadowOf(ObjectType type, ObjectNode graph) {
    ObjectNode shadow = Json.object();
    new TreeSet<>(PLAIN.values())
        .forEach(
            name -> {
              if (graph.hasNonNull(name)) {
                shadow.set(name, graph.get(name));
              }
            });
    for (String name : List.of("proxyAddresses", "onPremisesSecurityIdentifier")) {
      if (graph.hasNonNull(name) && (graph.get(name).isTextual() || !graph.get(name).isEmpty())) {
        shadow.set(name, graph.get(name));
      }
    }
    if (type == ObjectType.USER) {
      shadow.set("userPrincipalName", graph.path("userPrincipalName"));
    }
    return shadow;
  }

  private static JsonNode text(String value) {
    return Json.MAPPER.getNodeFactory().textNode(value);
  }

  private static JsonNode single(JsonNode value) {
    return value.isArray() ? (value.isEmpty() ? Json.MAPPER.nullNode() : value.get(0)) : value;
  }

  /** A shadow attribute; names ignore case. */
  static Optional<JsonNode> find(ObjectNode shadow, String name) {
    return shadow.properties().stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name) && !field.getValue().isNull())
        .map(field -> single(field.getValue()))
        .findFirst();
  }

  private static Optional<String> findText(ObjectNode shadow, String name) {
    return find(shadow, name).map(JsonNode::asText).filter(text -> !text.isEmpty());
  }

  /** The GUID behind a source anchor that is base64 of 16 bytes. */
  static Optional<String> objectGuid(String sourceAnchor) {
    try {
      byte[] bytes = Base64.getDecoder().decode(sourceAnchor);
      return bytes.length == 16
          ? Optional.of(ObjectGuid.ofBytes(bytes).toString())
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> sid(ObjectNode shadow) {
    return find(shadow, "onPremisesSecurityIdentifier")
        .or(() -> find(shadow, "onPremiseSecurityIdentifier"))
        .or(() -> find(shadow, "objectSid"))
        .map(
            value -> {
              String text = value.path("$binary").asText(value.asText());
              if (text.startsWith("S-")) {
                return text;
              }
              try {
                return CloudSid.text(Base64.getDecoder().decode(text));
              } catch (IllegalArgumentException e) {
                return text;
              }
            });
  }

  /** A suffix that is not verified becomes the initial domain; a name in use gets digits. */
  private String principalName(ObjectNode shadow, Optional<Entity> self, ArrayNode errors) {
    String sent =
        findText(shadow, "userPrincipalName")
            .or(() -> findText(shadow, "mailNickname"))
            .or(() -> findText(shadow, "alias"))
            .or(() -> findText(shadow, "onPremisesSamAccountName"))
            .orElse("user" + state.sequence());
    int at = sent.lastIndexOf('@');
    String prefix = at < 0 ? sent : sent.substring(0, at);
    String suffix = at < 0 ? "" : sent.substring(at + 1);
    String name = prefix + "@" + (tenancy.verified(suffix) ? suffix : tenancy.initialDomain());
    if (free(UniqueValues.userPrincipalName(name), self)) {
      return name;
    }
    quarantine(errors, "UserPrincipalName", sent);
    String placeholder;
    do {
      placeholder =
          prefix
              + "+"
              + (1000 + ThreadLocalRandom.current().nextInt(9000))
              + "@"
              + tenancy.initialDomain();
    } while (!free(UniqueValues.userPrincipalName(placeholder), self));
    return placeholder;
  }

  private boolean free(String key, Optional<Entity> self) {
    return state.holder(key).filter(holder -> self.filter(holder::equals).isEmpty()).isEmpty();
  }

  private void quarantine(ArrayNode errors, String property, String value) {
    ObjectNode error = errors.addObject();
    error.put("category", "PropertyConflict");
    error.put("occurredDateTime", state.timestamp());
    error.put("propertyCausingError", property);
    error.put("value", value);
  }

  private void proxyAddresses(
      ObjectNode shadow,
      Optional<Entity> self,
      Map<String, JsonNode> properties,
      ArrayNode errors) {
    JsonNode sent = Json.array();
    for (Map.Entry<String, JsonNode> field : shadow.properties()) {
      if (field.getKey().equalsIgnoreCase("proxyAddresses")) {
        sent = field.getValue().isArray() ? field.getValue() : Json.array().add(field.getValue());
      }
    }
    ArrayNode kept = Json.array();
    for (JsonNode address : sent) {
      if (free(UniqueValues.address(address.asText()), self)) {
        kept.add(address.asText());
      } else {
        quarantine(errors, "ProxyAddress", address.asText());
      }
    }
    properties.put("proxyAddresses", kept);
  }

  private static void phones(ObjectNode shadow, Map<String, JsonNode> properties) {
    findText(shadow, "telephoneNumber")
        .ifPresent(phone -> properties.put("businessPhones", Json.array().add(phone)));
  }

  private static void extensionAttributes(ObjectNode shadow, Map<String, JsonNode> properties) {
    ObjectNode extensions = Json.object();
    for (int i = 1; i <= 15; i++) {
      String name = "extensionAttribute" + i;
      findText(shadow, name).ifPresent(value -> extensions.put(name, value));
    }
    if (!extensions.isEmpty()) {
      properties.put("onPremisesExtensionAttributes", extensions);
    }
  }
}
