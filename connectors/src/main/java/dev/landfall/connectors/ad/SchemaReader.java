package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.schema.ObjectClass;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads object types and attributes from the schema container, page by page. */
final class SchemaReader {
  /** The object types a connector offers; others are the directory's own furniture. */
  private static final List<String> TYPES =
      List.of(
          "user",
          "inetOrgPerson",
          "group",
          "contact",
          "computer",
          "device",
          "organizationalUnit",
          "container",
          "builtinDomain",
          "domainDNS",
          "foreignSecurityPrincipal",
          "msDS-GroupManagedServiceAccount");

  /** DN syntax, yet names of the object itself or of its class: text for rules. */
  private static final Set<String> NOT_REFERENCES = Set.of("distinguishedname", "objectcategory");

  private final PagedSearch search;

  SchemaReader(PagedSearch search) {
    this.search = search;
  }

  Schema read(String schemaDn) {
    Map<String, AttributeDefinition> attributes = new HashMap<>();
    search.run(
        "reading the schema",
        schemaDn,
        SearchScope.ONE,
        Filter.createEqualityFilter("objectClass", "attributeSchema"),
        entry -> {
          AttributeDefinition definition = definition(entry);
          attributes.put(definition.name().key(), definition);
        },
        "lDAPDisplayName",
        "attributeSyntax",
        "isSingleValued");
    Map<String, Entry> classes = new HashMap<>();
    search.run(
        "reading the schema",
        schemaDn,
        SearchScope.ONE,
        Filter.createEqualityFilter("objectClass", "classSchema"),
        entry -> classes.put(key(entry.getAttributeValue("lDAPDisplayName")), entry),
        "lDAPDisplayName",
        "subClassOf",
        "auxiliaryClass",
        "systemAuxiliaryClass",
        "mayContain",
        "systemMayContain",
        "mustContain",
        "systemMustContain");
    List<ObjectClass> types = new ArrayList<>();
    for (String type : TYPES) {
      if (classes.containsKey(key(type))) {
        Set<String> names = new HashSet<>();
        collect(key(type), classes, names, new HashSet<>());
        types.add(
            ObjectClass.of(
                type,
                names.stream().filter(attributes::containsKey).map(attributes::get).toList()));
      }
    }
    return Schema.of(types);
  }

  private static void collect(
      String type, Map<String, Entry> classes, Set<String> names, Set<String> seen) {
    Entry entry = classes.get(type);
    if (entry == null || !seen.add(type)) {
      return;
    }
    for (String list :
        List.of("mayContain", "systemMayContain", "mustContain", "systemMustContain")) {
      values(entry, list).forEach(name -> names.add(key(name)));
    }
    for (String list : List.of("auxiliaryClass", "systemAuxiliaryClass", "subClassOf")) {
      values(entry, list).forEach(name -> collect(key(name), classes, names, seen));
    }
  }

  private static List<String> values(Entry entry, String name) {
    String[] found = entry.getAttributeValues(name);
    return found == null ? List.of() : List.of(found);
  }

  private static AttributeDefinition definition(SearchResultEntry entry) {
    String name = entry.getAttributeValue("lDAPDisplayName");
    boolean single = "TRUE".equalsIgnoreCase(entry.getAttributeValue("isSingleValued"));
    AttributeType type =
        type(key(name), String.valueOf(entry.getAttributeValue("attributeSyntax")));
    return new AttributeDefinition(AttributeName.of(name), type, !single, false);
  }

  /** The type of an attribute syntax (MS-ADTS 3.1.1.2.2.2). */
  static AttributeType type(String key, String syntax) {
    return switch (syntax) {
      case "2.5.5.1" -> NOT_REFERENCES.contains(key) ? AttributeType.TEXT : AttributeType.REFERENCE;
      case "2.5.5.8" -> AttributeType.BOOLEAN;
      case "2.5.5.9", "2.5.5.16" -> AttributeType.NUMBER;
      case "2.5.5.10", "2.5.5.15", "2.5.5.17" -> AttributeType.BINARY;
      default -> AttributeType.TEXT;
    };
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
