package dev.landfall.emulators.tenant;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A value of a property by which objects are found without reading them all. */
record Lookup(String property, String value) {
  private static final Map<String, UnaryOperator<String>> KEYS =
      Map.of(
          "userPrincipalName", UniqueValues::userPrincipalName,
          "onPremisesImmutableId", UniqueValues::sourceAnchor,
          "uniqueName", UniqueValues::uniqueName,
          "appId", UniqueValues::appId,
          "mail", UniqueValues::address,
          "proxyAddresses", UniqueValues::address,
          "onPremisesSamAccountName", UniqueValues::samAccountName,
          "onPremisesSecurityIdentifier", UniqueValues::onPremisesSid);

  /** The look-ups of an equality with any of some values; empty if no index serves it. */
  static Optional<List<Lookup>> all(String property, List<String> values) {
    boolean served =
        property.equals("id") || property.equals("displayName") || KEYS.containsKey(property);
    return served && !values.isEmpty()
        ? Optional.of(values.stream().map(value -> new Lookup(property, value)).toList())
        : Optional.empty();
  }

  Stream<Entity> find(TenantState state, ObjectType type) {
    if (property.equals("id")) {
      return state.live(value).stream();
    }
    UnaryOperator<String> key = KEYS.get(property);
    return key == null
        ? state.named(type, value).stream()
        : state.holders(key.apply(value)).stream();
  }
}
