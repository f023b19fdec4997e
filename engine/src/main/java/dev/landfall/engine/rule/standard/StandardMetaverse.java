package dev.landfall.engine.rule.standard;

import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.schema.ObjectClass;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The metaverse of a fresh home: the classes and attributes that the standard rules use. */
public final class StandardMetaverse {
  private static final List<String> COMMON_TEXTS =
      List.of(
          "accountName",
          "cloudAnchor",
          "cloudSourceAnchor",
          "cn",
          "description",
          "displayName",
          "domainFQDN",
          "domainNetBios",
          "mail",
          "mailNickname",
          "objectSidString",
          "sourceAnchor",
          "sourceObjectType");
  private static final List<String> PERSON_TEXTS =
      List.of(
          "company",
          "department",
          "distinguishedName",
          "givenName",
          "sn",
          "telephoneNumber",
          "title",
          "usageLocation",
          "userPrincipalName");

  private StandardMetaverse() {}

  public static Schema schema() {
    List<AttributeDefinition> person = common();
    PERSON_TEXTS.forEach(name -> person.add(AttributeDefinition.single(name, AttributeType.TEXT)));
    person.add(AttributeDefinition.single("accountEnabled", AttributeType.BOOLEAN));
    person.add(AttributeDefinition.single("manager", AttributeType.REFERENCE));
    List<AttributeDefinition> group = common();
    group.add(AttributeDefinition.single("sourceAnchorBinary", AttributeType.BINARY));
    group.add(AttributeDefinition.single("memberCount", AttributeType.NUMBER));
    group.add(AttributeDefinition.single("managedBy", AttributeType.REFERENCE));
    group.add(AttributeDefinition.multi("member", AttributeType.REFERENCE));
    group.add(AttributeDefinition.single("securityEnabled", AttributeType.BOOLEAN));
    return withWriteback(
        Schema.of(List.of(ObjectClass.of("person", person), ObjectClass.of("group", group))));
  }

  private static List<AttributeDefinition> common() {
    List<AttributeDefinition> attributes = new ArrayList<>();
    COMMON_TEXTS.forEach(
        name -> attributes.add(AttributeDefinition.single(name, AttributeType.TEXT)));
    attributes.add(AttributeDefinition.multi("proxyAddresses", AttributeType.TEXT));
    attributes.add(AttributeDefinition.single("objectSid", AttributeType.BINARY));
    for (String name : List.of("cloudFiltered", "cloudMastered", "mailEnabled")) {
      attributes.add(AttributeDefinition.single(name, AttributeType.BOOLEAN));
    }
    return attributes;
  }

  /**
   * Adds what group writeback and the migration need and the schemas of older servers lack: {@code
   * cloudNoFlow} on every class, and the writeback attributes on groups.
   */
  public static Schema withWriteback(Schema schema) {
    List<ObjectClass> classes = new ArrayList<>();
    for (ObjectClass each : schema.classes().values()) {
      Map<AttributeName, AttributeDefinition> attributes = new TreeMap<>(each.attributes());
      add(attributes, AttributeDefinition.single("cloudNoFlow", AttributeType.BOOLEAN));
      if (each.name().equalsIgnoreCase("group")) {
        add(attributes, AttributeDefinition.single("isProvisionedInAD", AttributeType.BOOLEAN));
        add(attributes, AttributeDefinition.single("reasonFiltered", AttributeType.TEXT));
        add(attributes, AttributeDefinition.single("targetWritebackType", AttributeType.TEXT));
      }
      classes.add(new ObjectClass(each.name(), attributes));
    }
    return Schema.of(classes);
  }

  private static void add(
      Map<AttributeName, AttributeDefinition> attributes, AttributeDefinition definition) {
    attributes.putIfAbsent(definition.name(), definition);
  }
}
