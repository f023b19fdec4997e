package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Carries out one operation of directory synchronization: finds the object by cloud anchor, hard
 * match or soft match, keeps the shadow attributes, and changes references.
 */
final class SyncApply {
  private final TenantState state;
  private final Tenancy tenancy;
  private final Roles roles;
  private final SyncedProperties properties;

  SyncApply(TenantState state, Tenancy tenancy) {
    this.state = state;
    this.tenancy = tenancy;
    this.roles = new Roles(state);
    this.properties = new SyncedProperties(state, tenancy);
  }

  /** The outcome, as the endpoint answers it. */
  ObjectNode apply(JsonNode operation) {
    ObjectNode result = Json.object();
    result.put("id", operation.path("id").asText());
    try {
      switch (operation.path("operation").asText()) {
        case "upsert" -> upsert(operation, result);
        case "delete" -> delete(operation);
        default ->
            throw new SyncRejection(
                "unexpected-error",
                "The operation \"" + operation.path("operation").asText() + "\" is unknown.");
      }
      result.put("status", "ok");
    } catch (SyncRejection e) {
      result.put("status", "error");
      result.put("code", e.code());
      result.put("message", e.getMessage());
    }
    return result;
  }

  private void upsert(JsonNode operation, ObjectNode result) {
    ObjectType type =
        ObjectType.ofSyncName(operation.path("objectType").asText())
            .orElseThrow(
                () ->
                    new SyncRejection(
                        "schema-violation",
                        "The object type \""
                            + operation.path("objectType").asText()
                            + "\" is unknown."));
    String anchor = operation.path("sourceAnchor").asText("");
    Optional<Entity> found = find(operation, type, anchor);
    if (found.isEmpty() && anchor.isEmpty()) {
      throw new SyncRejection("missing-anchor-component", "A new object needs a sourceAnchor.");
    }
    if (found.isPresent() && !anchor.isEmpty()) {
      String accepted = found.get().text("onPremisesImmutableId");
      if (!accepted.isEmpty() && !accepted.equals(anchor)) {
        throw new SyncRejection(
            "SourceAnchorChanged",
            "The source anchor of \"" + found.get().id + "\" cannot change.");
      }
    }
    ObjectNode shadow = shadow(found, operation.path("attributes"));
    String effective =
        anchor.isEmpty() ? found.map(e -> e.text("onPremisesImmutableId")).orElse("") : anchor;
    validate(type, shadow);
    Map<String, JsonNode> computed = properties.of(type, shadow, effective, found);
    Entity entity = found.orElseGet(() -> create(type, computed));
    if (entity.life == Entity.Life.DELETED) {
      state.restore(entity);
    }
    result.put("cloudAnchor", entity.cloudAnchor());
    if (entity.flag("landfallCloudManaged")) {
      // The source of authority is the cloud now: directory sync leaves the object alone.
      return;
    }
    boolean changed = !shadow.equals(entity.shadow) || !entity.synced();
    if (changed) {
      forget(entity, shadow);
      computed.forEach((name, value) -> state.set(entity, name, value));
      entity.shadow = shadow;
      state.touch(entity);
    }
    references(entity, operation.path("references"), result);
    synchronizedNow();
  }

  private void synchronizedNow() {
    tenancy.organization().put("onPremisesSyncEnabled", true);
    tenancy.organization().put("onPremisesLastSyncDateTime", state.timestamp());
    state.keep("organization");
  }

  /** Properties whose attribute is gone become null. */
  private void forget(Entity entity, ObjectNode shadow) {
    if (entity.shadow == null) {
      return;
    }
    Set<String> gone = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    entity.shadow.fieldNames().forEachRemaining(gone::add);
    shadow.fieldNames().forEachRemaining(gone::remove);
    ObjectNode cleared = Json.object();
    gone.forEach(cleared::putNull);
    properties
        .of(entity.type, cleared, entity.text("onPremisesImmutableId"), Optional.of(entity))
        .forEach(
            (name, value) -> {
              if (value.isNull()) {
                state.set(entity, name, value);
              }
            });
  }

  private Entity create(ObjectType type, Map<String, JsonNode> computed) {
    String id = TenantState.newId();
    ObjectNode initial = Json.object();
    if (type == ObjectType.USER || type == ObjectType.GROUP) {
      initial.put("securityIdentifier", CloudSid.of(id));
    }
    // Unique values are indexed from the start, so that two adds in one batch collide.
    initial.setAll(computed);
    return state.create(type, id, initial);
  }

  private Optional<Entity> find(JsonNode operation, ObjectType type, String anchor) {
    String cloudAnchor = operation.path("cloudAnchor").asText("");
    if (!cloudAnchor.isEmpty()) {
      Entity entity =
          byCloudAnchor(cloudAnchor)
              .orElseThrow(
                  () ->
                      new SyncRejection(
                          "cd-missing-object", "\"" + cloudAnchor + "\" does not exist."));
      return Optional.of(typed(entity, type));
    }
    Optional<Entity> hard = state.holder(UniqueValues.sourceAnchor(anchor));
    if (hard.isPresent()) {
      if (!hard.get().synced()
          && hard.get().shadow == null
          && tenancy.feature("blockCloudObjectTakeoverThroughHardMatchEnabled")) {
        throw new SyncRejection(
            "InvalidHardMatch",
            "Taking over the cloud object \"" + hard.get().id + "\" is blocked in this tenant.");
      }
      return Optional.of(typed(hard.get(), type));
    }
    return tenancy.feature("blockSoftMatchEnabled")
        ? Optional.empty()
        : soft(operation.path("attributes"), type);
  }

  private static Entity typed(Entity entity, ObjectType type) {
    if (!entity.is(type)) {
      throw new SyncRejection(
          "ObjectTypeMismatch",
          "\"" + entity.id + "\" is a " + entity.type.graphName() + " in the cloud.");
    }
    return entity;
  }

  /** By mail address, and by user principal name if the feature is on. */
  private Optional<Entity> soft(JsonNode attributes, ObjectType type) {
    if (!(attributes instanceof ObjectNode sent)) {
      return Optional.empty();
    }
    Optional<Entity> match = Optional.empty();
    for (Map.Entry<String, JsonNode> field : sent.properties()) {
      if (field.getKey().equalsIgnoreCase("proxyAddresses")) {
        for (JsonNode address : field.getValue()) {
          if (match.isEmpty() && address.asText().startsWith("SMTP:")) {
            match = state.holder(UniqueValues.address(address.asText()));
          }
        }
      }
    }
    if (match.isEmpty() && type != ObjectType.DEVICE) {
      match =
          SyncedProperties.find(sent, "mail")
              .flatMap(mail -> state.holder(UniqueValues.address(mail.asText())));
    }
    if (match.isEmpty() && type == ObjectType.USER && tenancy.feature("softMatchOnUpnEnabled")) {
      match =
          SyncedProperties.find(sent, "userPrincipalName")
              .flatMap(name -> state.holder(UniqueValues.userPrincipalName(name.asText())));
    }
    match = match.filter(entity -> entity.text("onPremisesImmutableId").isEmpty());
    if (match.isEmpty()) {
      return match;
    }
    Entity entity = typed(match.get(), type);
    if (roles.administrator(entity)) {
      throw new SyncRejection(
          "ExistingAdminRoleConflict",
          "\"" + entity.id + "\" holds an administrator role and is not taken over.");
    }
    return match;
  }

  private Optional<Entity> byCloudAnchor(String cloudAnchor) {
    return state
        .live(cloudAnchor.substring(cloudAnchor.indexOf('_') + 1))
        .filter(entity -> entity.cloudAnchor().equalsIgnoreCase(cloudAnchor));
  }

  private static ObjectNode shadow(Optional<Entity> found, JsonNode sent) {
    ObjectNode shadow = Json.object();
    found.map(entity -> entity.shadow).ifPresent(shadow::setAll);
    for (Map.Entry<String, JsonNode> field : sent.properties()) {
      shadow.properties().stream()
          .map(Map.Entry::getKey)
          .filter(field.getKey()::equalsIgnoreCase)
          .toList()
          .forEach(shadow::remove);
      boolean empty =
          field.getValue().isNull() || field.getValue().isArray() && field.getValue().isEmpty();
      if (!empty) {
        shadow.set(field.getKey(), field.getValue());
      }
    }
    return shadow;
  }

  private static void validate(ObjectType type, ObjectNode shadow) {
    if (type == ObjectType.USER) {
      SyncedProperties.find(shadow, "userPrincipalName")
          .map(JsonNode::asText)
          .filter(name -> name.contains(" ") || name.indexOf('@') < 1)
          .ifPresent(
              name -> {
                throw new SyncRejection(
                    "IdentityDataValidationFailed",
                    "The userPrincipalName \"" + name + "\" is not valid.");
              });
    }
  }

  private void references(Entity entity, JsonNode references, ObjectNode result) {
    ArrayNode rejected = Json.array();
    for (LinkKind kind : new LinkKind[] {LinkKind.MEMBER, LinkKind.MANAGER}) {
      JsonNode change = references.path(kind.syncName());
      for (JsonNode anchor : change.path("remove")) {
        byCloudAnchor(anchor.asText()).ifPresent(target -> state.unlink(kind, entity, target));
      }
      for (JsonNode anchor : change.path("add")) {
        Optional<Entity> target = byCloudAnchor(anchor.asText());
        if (target.isPresent()) {
          if (kind == LinkKind.MANAGER) {
            state.targets(kind, entity).forEach(old -> state.unlink(kind, entity, old));
          }
          state.link(kind, entity, target.get());
        } else {
          ObjectNode refusal = rejected.addObject();
          refusal.put("attribute", kind.syncName());
          refusal.put("cloudAnchor", anchor.asText());
          refusal.put("code", "dn-attributes-failure");
          refusal.put("message", "\"" + anchor.asText() + "\" does not exist.");
        }
      }
    }
    if (!rejected.isEmpty()) {
      result.set("rejected", rejected);
    }
  }

  private void delete(JsonNode operation) {
    String cloudAnchor = operation.path("cloudAnchor").asText("");
    String anchor = operation.path("sourceAnchor").asText("");
    Optional<Entity> found =
        cloudAnchor.isEmpty()
            ? state.holder(UniqueValues.sourceAnchor(anchor)).filter(Entity::live)
            : byCloudAnchor(cloudAnchor);
    if (found.isEmpty()) {
      return;
    }
    Entity entity = found.get();
    if (!entity.synced()) {
      throw new SyncRejection(
          "DeletingCloudOnlyObjectNotAllowed",
          "\"" + entity.id + "\" is mastered in the cloud and is not deleted by synchronization.");
    }
    if (entity.is(ObjectType.USER)) {
      state.softDelete(entity);
    } else {
      state.purge(entity);
    }
  }
}
