package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code $expand}: one relationship, at most 20 of its objects, no paging inside. */
final class Expansion {
  private static final int MOST = 20;
  private static final Pattern EXPAND =
      Pattern.compile("(\\w+)(?:\\(\\$select=([\\w,\\s]+)\\))?", Pattern.CASE_INSENSITIVE);

  private final TenantState state;

  Expansion(TenantState state) {
    this.state = state;
  }

  /** Adds what the request wants expanded. */
  ObjectNode into(GraphRequest request, Entity entity, ObjectNode shown) {
    String expand = request.option("$expand").orElse("").trim();
    if (expand.isEmpty()) {
      return shown;
    }
    Matcher matcher = EXPAND.matcher(expand);
    if (!matcher.matches()) {
      throw GraphException.odata("Only one relationship can be expanded.");
    }
    Set<String> select =
        matcher.group(2) == null
            ? Set.of()
            : Set.of(matcher.group(2).replaceAll("\\s", "").split(",", -1));
    String name = matcher.group(1);
    ObjectQuery query = relationship(entity, name).orElseThrow(() -> unknown(entity, name));
    List<Entity> found = state.page(query, 0, MOST);
    if (name.equalsIgnoreCase("manager")) {
      found.stream()
          .findFirst()
          .ifPresent(m -> shown.set("manager", Rendering.typed(m, select, request.beta())));
      return shown;
    }
    ArrayNode items = shown.putArray(name);
    found.forEach(each -> items.add(Rendering.typed(each, select, request.beta())));
    return shown;
  }

  private static Optional<ObjectQuery> relationship(Entity entity, String name) {
    boolean group = entity.is(ObjectType.GROUP);
    boolean user = entity.is(ObjectType.USER);
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "members" ->
          Optional.of(ObjectQuery.targets(LinkKind.MEMBER, entity)).filter(q -> group);
      case "owners" -> Optional.of(ObjectQuery.targets(LinkKind.OWNER, entity)).filter(q -> !user);
      case "manager" ->
          Optional.of(ObjectQuery.targets(LinkKind.MANAGER, entity)).filter(q -> user);
      case "directreports" ->
          Optional.of(ObjectQuery.sources(LinkKind.MANAGER, entity)).filter(q -> user);
      case "memberof" -> Optional.of(ObjectQuery.sources(LinkKind.MEMBER, entity));
      case "transitivememberof" -> Optional.of(ObjectQuery.above(entity));
      case "transitivemembers" -> Optional.of(ObjectQuery.below(entity)).filter(q -> group);
      default -> Optional.empty();
    };
  }

  private static GraphException unknown(Entity entity, String name) {
    return GraphException.odata(
        "Could not find a property named '"
            + name
            + "' on type 'microsoft.graph."
            + entity.type.graphName()
            + "'.");
  }
}
