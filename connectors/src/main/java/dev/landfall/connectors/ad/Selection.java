package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The object types and attributes of one import, as far as the schema has them. */
final class Selection {
  /** One object type: its plain attributes with their types, and its references. */
  record Type(
      String name, Map<AttributeName, AttributeType> plain, List<AttributeName> references) {}

  private final Map<String, Type> types = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<AttributeName> multiValued = new HashSet<>();

  Selection(ImportRequest request, Schema schema) {
    request
        .selection()
        .forEach(
            (name, attributes) ->
                schema.objectClass(name).ifPresent(it -> add(it.name(), attributes, schema)));
  }

  private void add(String type, Set<AttributeName> wanted, Schema schema) {
    Map<AttributeName, AttributeType> plain = new TreeMap<>();
    List<AttributeName> references = new ArrayList<>();
    for (AttributeName name : wanted) {
      Optional<AttributeDefinition> definition = schema.attribute(type, name);
      definition.ifPresent(
          it -> {
            if (it.type() == AttributeType.REFERENCE) {
              references.add(it.name());
              if (it.multiValued()) {
                multiValued.add(it.name());
              }
            } else {
              plain.put(it.name(), it.type());
            }
          });
    }
    types.put(type, new Type(type, plain, List.copyOf(references)));
  }

  /** The type an entry counts as: the most derived of its classes that is selected. */
  Optional<Type> typeOf(Entry entry) {
    String[] classes = entry.getObjectClassValues();
    if (classes == null) {
      return Optional.empty();
    }
    for (int i = classes.length - 1; i >= 0; i--) {
      Type type = types.get(classes[i]);
      if (type != null) {
        // A computer is a user by inheritance, but nobody who selects users means computers.
        boolean computer = type.name().equals("user") && List.of(classes).contains("computer");
        return computer ? Optional.empty() : Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Objects of the selected types, tombstones included: these have no category any more. */
  Filter filter() {
    List<Filter> any = new ArrayList<>();
    types.keySet().forEach(name -> any.add(Filter.createEqualityFilter("objectClass", name)));
    return Filter.createORFilter(any);
  }

  boolean isEmpty() {
    return types.isEmpty();
  }

  Set<AttributeName> references() {
    Set<AttributeName> all = new LinkedHashSet<>();
    types.values().forEach(type -> all.addAll(type.references()));
    return all;
  }

  /** What to ask for of a reference attribute: its first values only, if there can be many. */
  String inRanges(AttributeName reference) {
    return multiValued.contains(reference) ? RangeReader.first(reference.name()) : reference.name();
  }

  /** Everything to ask for, with what is needed to know object and type. */
  String[] attributes(boolean withReferences) {
    Set<String> names = new LinkedHashSet<>(List.of("objectGUID", "objectClass"));
    types.values().forEach(type -> type.plain().keySet().forEach(it -> names.add(it.name())));
    if (withReferences) {
      references().forEach(it -> names.add(inRanges(it)));
      names.add("uSNChanged");
    }
    return names.toArray(String[]::new);
  }
}
