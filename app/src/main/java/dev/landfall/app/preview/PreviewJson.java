package dev.landfall.app.preview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import dev.landfall.engine.preview.AttributeVerdict;
import dev.landfall.engine.preview.FlowVerdict;
import dev.landfall.engine.preview.JoinVerdict;
import dev.landfall.engine.preview.MetaverseVerdict;
import dev.landfall.engine.preview.ObjectPreview;
import dev.landfall.engine.preview.ReferenceChanges;
import dev.landfall.engine.preview.RuleVerdict;
import dev.landfall.engine.preview.TargetVerdict;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.sync.Explanation.Miss;
import dev.landfall.engine.sync.Explanation.Operand;
import dev.landfall.expression.ExpressionValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The preview of one object for scripts; nothing is left out. */
public final class PreviewJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PreviewJson() {}

  /**
   * @param names of connectors
   */
  public static ObjectNode of(ObjectPreview preview, Function<ConnectorId, String> names) {
    ObjectNode node = JSON.objectNode();
    node.put("connector", names.apply(preview.connector()));
    node.set("object", object(preview.before()));
    node.put("visited", preview.visited());
    node.put("committed", preview.committed());
    node.set("rules", rules(preview.rules()));
    node.set("joins", joins(preview.joins()));
    ArrayNode projections = node.putArray("projections");
    preview
        .projections()
        .forEach(one -> projections.add(rule(one.rule()).put("possible", one.possible())));
    preview
        .decision()
        .ifPresent(
            decision -> node.put("result", decision.outcome().name().toLowerCase(Locale.ROOT)));
    ArrayNode metaverse = node.putArray("metaverse");
    preview.metaverse().forEach(one -> metaverse.add(metaverse(one)));
    ArrayNode targets = node.putArray("connectors");
    preview.targets().forEach(one -> targets.add(target(one, names)));
    ArrayNode others = node.putArray("others");
    preview.others().forEach(one -> others.add(target(one, names)));
    ArrayNode errors = node.putArray("errors");
    preview
        .result()
        .errors()
        .forEach(
            issue ->
                errors
                    .addObject()
                    .put("code", issue.code())
                    .put("object", issue.object())
                    .put("message", issue.message())
                    .put("detail", issue.detail()));
    return node;
  }

  private static ObjectNode object(CsObject object) {
    ObjectNode node = JSON.objectNode();
    node.put("id", object.id());
    node.put("dn", object.currentDn());
    object.anchor().ifPresent(anchor -> node.put("anchor", anchor.value()));
    node.put("objectType", object.objectType());
    node.put("pendingImport", object.pendingImport().name().toLowerCase(Locale.ROOT));
    object.link().map(Link::metaverseId).ifPresent(id -> node.put("metaverseId", id));
    return node;
  }

  private static ObjectNode rule(SyncRule rule) {
    return JSON.objectNode()
        .put("ruleId", rule.id())
        .put("rule", rule.name())
        .put("precedence", rule.precedence());
  }

  private static ArrayNode rules(List<RuleVerdict> rules) {
    ArrayNode array = JSON.arrayNode();
    for (RuleVerdict verdict : rules) {
      ObjectNode node = rule(verdict.rule()).put("inScope", verdict.inScope());
      ArrayNode misses = node.putArray("misses");
      for (Miss miss : verdict.misses()) {
        ObjectNode one =
            misses
                .addObject()
                .put("group", miss.group() + 1)
                .put("attribute", miss.clause().attribute().name())
                .put("operator", miss.clause().operator().name())
                .put("operand", miss.clause().value());
        one.set("values", values(miss.values()));
      }
      array.add(node);
    }
    return array;
  }

  private static ArrayNode joins(List<JoinVerdict> joins) {
    ArrayNode array = JSON.arrayNode();
    for (JoinVerdict join : joins) {
      ObjectNode node = rule(join.rule()).put("group", join.group() + 1);
      ArrayNode conditions = node.putArray("conditions");
      for (Operand operand : join.operands()) {
        conditions
            .addObject()
            .put("csAttribute", operand.condition().csAttribute().name())
            .put("mvAttribute", operand.condition().mvAttribute().name())
            .put("caseSensitive", operand.condition().caseSensitive())
            .set("values", values(operand.values()));
      }
      ArrayNode candidates = node.putArray("candidates");
      join.candidates().forEach(candidates::add);
      array.add(node);
    }
    return array;
  }

  private static ObjectNode metaverse(MetaverseVerdict verdict) {
    ObjectNode node = JSON.objectNode();
    node.put("id", verdict.id());
    node.put("objectType", verdict.objectType());
    node.put(
        "operation",
        verdict.after().isEmpty() ? "delete" : verdict.before().isEmpty() ? "add" : "update");
    ArrayNode attributes = node.putArray("attributes");
    for (AttributeVerdict attribute : verdict.attributes()) {
      AttributeName name = attribute.target();
      ObjectNode one = attribute(attribute);
      one.set(
          "old", values(verdict.before().map(mv -> mv.attributes().get(name)).orElse(List.of())));
      one.set(
          "new", values(verdict.after().map(mv -> mv.attributes().get(name)).orElse(List.of())));
      attributes.add(one);
    }
    return node;
  }

  static ObjectNode attribute(AttributeVerdict attribute) {
    ObjectNode node = JSON.objectNode();
    node.put("attribute", attribute.target().name());
    node.put(
        "ending",
        attribute.ending().map(ending -> ending.name().toLowerCase(Locale.ROOT)).orElse("error"));
    ArrayNode flows = node.putArray("flows");
    for (FlowVerdict flow : attribute.flows()) {
      ObjectNode one = rule(flow.flow().rule());
      flow.object().ifPresent(object -> one.put("from", object.currentDn()));
      one.put("status", flow.status().label());
      one.put("gives", Words.result(flow));
      if (!flow.error().isEmpty()) {
        one.put("error", flow.error());
      }
      flow.flow().expression().ifPresent(found -> one.put("expression", found.source()));
      if (!flow.steps().isEmpty()) {
        ArrayNode steps = one.putArray("steps");
        flow.steps()
            .forEach(
                step ->
                    steps
                        .addObject()
                        .put("position", step.position())
                        .put("expression", step.text())
                        .put(
                            step.value().isPresent() ? "value" : "error",
                            step.value().map(ExpressionValue::display).orElse(step.failure())));
      }
      flows.add(one);
    }
    return node;
  }

  private static ObjectNode target(TargetVerdict target, Function<ConnectorId, String> names) {
    ObjectNode node = JSON.objectNode();
    node.put("connector", names.apply(target.connector()));
    node.put("metaverseId", target.metaverseId());
    target.decision().ifPresent(decision -> node.put("result", Words.decision(decision)));
    node.set("rules", rules(target.rules()));
    node.set("joins", joins(target.joins()));
    Attributes before = target.before().map(CsObject::expectedImage).orElse(Attributes.NONE);
    Attributes after = target.after().map(CsObject::expectedImage).orElse(Attributes.NONE);
    ArrayNode attributes = node.putArray("attributes");
    for (AttributeVerdict attribute : target.attributes()) {
      ObjectNode one = attribute(attribute);
      one.set("old", values(before.get(attribute.target())));
      one.set("new", values(after.get(attribute.target())));
      attributes.add(one);
    }
    node.set("pendingExport", pending(target.after(), target.references()));
    return node;
  }

  private static ObjectNode pending(Optional<CsObject> object, ReferenceChanges references) {
    PendingExport export = object.map(CsObject::unapplied).orElse(PendingExport.NONE);
    ObjectNode node = JSON.objectNode();
    boolean only = export.isNone() && !references.none();
    node.put("operation", only ? "update" : export.operation().name().toLowerCase(Locale.ROOT));
    object.ifPresent(found -> node.put("dn", found.dn()));
    export.newDn().ifPresent(dn -> node.put("newDn", dn));
    ArrayNode changes = node.putArray("changes");
    export
        .changes()
        .forEach(
            (name, values) -> {
              ObjectNode change = changes.addObject().put("attribute", name.name());
              change.set(
                  "old",
                  values(object.map(found -> found.importedImage().get(name)).orElse(List.of())));
              change.set("new", values(values));
            });
    ArrayNode counted = node.putArray("references");
    references
        .byAttribute()
        .forEach(
            (name, count) -> {
              ObjectNode one =
                  counted
                      .addObject()
                      .put("attribute", name.name())
                      .put("added", count.added())
                      .put("removed", count.removed());
              ArrayNode first = one.putArray("firstAdded");
              count.first().forEach(first::add);
              ArrayNode removed = one.putArray("firstRemoved");
              count.firstRemoved().forEach(removed::add);
            });
    return node;
  }

  /** Texts, binary as base64. */
  static ArrayNode values(List<Value> values) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(value -> array.add(value.text()));
    return array;
  }
}
