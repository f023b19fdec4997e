package dev.landfall.app.preview;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import dev.landfall.engine.preview.AttributeVerdict;
import dev.landfall.engine.preview.FlowVerdict;
import dev.landfall.engine.preview.JoinVerdict;
import dev.landfall.engine.preview.MetaverseVerdict;
import dev.landfall.engine.preview.ObjectPreview;
import dev.landfall.engine.preview.ProjectionVerdict;
import dev.landfall.engine.preview.ReferenceChanges;
import dev.landfall.engine.preview.RuleVerdict;
import dev.landfall.engine.preview.TargetVerdict;
import dev.landfall.expression.EvaluationStep;
import dev.landfall.expression.ExpressionValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The preview of one object for people. */
public final class PreviewText {
  private final Function<ConnectorId, String> names;
  private final boolean everything;
  private final StringBuilder text = new StringBuilder();

  private PreviewText(Function<ConnectorId, String> names, boolean everything) {
    this.names = names;
    this.everything = everything;
  }

  /**
   * @param names of connectors
   * @param everything whether attributes that have no value before and after are shown too
   */
  public static String of(
      ObjectPreview preview, Function<ConnectorId, String> names, boolean everything) {
    PreviewText text = new PreviewText(names, everything);
    text.write(preview);
    return text.text.toString();
  }

  /** Why an attribute of a metaverse object is as it is: every flow, and how it fared. */
  public static String why(
      ObjectPreview preview,
      long metaverseId,
      AttributeName name,
      Function<ConnectorId, String> names) {
    PreviewText text = new PreviewText(names, true);
    for (MetaverseVerdict verdict : preview.metaverse()) {
      for (AttributeVerdict attribute : verdict.attributes()) {
        if (verdict.id() == metaverseId && attribute.target().equals(name)) {
          text.attribute(
              attribute,
              Words.attribute(verdict.before(), name),
              Words.attribute(verdict.after(), name));
        }
      }
    }
    return text.text.isEmpty()
        ? "No rule in scope of the linked objects writes " + name + ".\n"
        : text.text.toString();
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  private void write(ObjectPreview preview) {
    source(preview);
    if (!preview.visited()) {
      line("");
      line(
          preview.before().kind() == CsObject.Kind.PLACEHOLDER
              ? "A placeholder is never synchronized."
              : "Nothing is pending: a delta synchronization does not visit the object.");
      return;
    }
    line("");
    line("Inbound rules");
    if (preview.rules().isEmpty()) {
      line(
          preview.before().explicitDisconnector()
              ? "  none: an administrator keeps the object apart"
              : "  none applies");
    }
    rules(preview.rules());
    joins(preview.joins(), true);
    preview.projections().forEach(this::projection);
    preview
        .decision()
        .ifPresent(
            decision -> line("  result: " + decision.outcome().name().toLowerCase(Locale.ROOT)));
    preview.metaverse().forEach(this::metaverse);
    preview.targets().forEach(this::target);
    others(preview.others());
    errors(preview);
    line("");
    line(preview.committed() ? "Committed." : "Nothing was changed.");
  }

  private void source(ObjectPreview preview) {
    CsObject object = preview.before();
    line("Source object in " + names.apply(preview.connector()));
    line("  " + Words.object(object));
    line("  pending import: " + object.pendingImport().name().toLowerCase(Locale.ROOT));
    Attributes before = object.synchronizedImage();
    Attributes after = object.importedImage();
    Set<AttributeName> changed = new TreeSet<>();
    before.entries().forEach(entry -> changed.add(entry.getKey()));
    after.entries().forEach(entry -> changed.add(entry.getKey()));
    changed.removeIf(name -> Attributes.sameValues(before.get(name), after.get(name)));
    changed.forEach(
        name ->
            line(
                "    "
                    + name
                    + ": "
                    + Words.values(before.get(name))
                    + " → "
                    + Words.values(after.get(name))));
    line(
        "  link: "
            + object.link().map(link -> "metaverse object " + link.metaverseId()).orElse("none"));
  }

  private void rules(List<RuleVerdict> rules) {
    for (RuleVerdict verdict : rules) {
      line(
          String.format(
              Locale.ROOT,
              "  %-3s %4d  %s%s",
              verdict.inScope() ? "yes" : "no",
              verdict.rule().precedence(),
              verdict.rule().name(),
              verdict.inScope() ? "" : ": " + Words.why(verdict)));
    }
  }

  private void joins(List<JoinVerdict> joins, boolean inbound) {
    for (JoinVerdict join : joins) {
      line(
          "  join "
              + join.rule().precedence()
              + " group "
              + (join.group() + 1)
              + ": "
              + String.join(
                  " and ",
                  join.operands().stream().map(one -> Words.operand(one, inbound)).toList())
              + ": "
              + Words.candidates(join));
    }
  }

  private void projection(ProjectionVerdict verdict) {
    line(
        "  projection by "
            + verdict.rule().precedence()
            + (verdict.possible()
                ? ": possible"
                : ": not possible, no join attribute has a value"));
  }

  private void metaverse(MetaverseVerdict verdict) {
    line("");
    if (verdict.attributes().isEmpty() && verdict.after().isEmpty()) {
      line("Metaverse object " + verdict.id() + ": deleted, no rule keeps it alive");
      return;
    }
    line(
        "Metaverse object "
            + (verdict.before().isEmpty() ? "(new)" : Long.toString(verdict.id()))
            + ", "
            + verdict.objectType());
    int hidden = 0;
    for (AttributeVerdict attribute : verdict.attributes()) {
      String before = Words.attribute(verdict.before(), attribute.target());
      String after = Words.attribute(verdict.after(), attribute.target());
      hidden += attribute(attribute, before, after) ? 0 : 1;
    }
    hidden(hidden);
  }

  /** Returns whether there was anything to show. */
  private boolean attribute(AttributeVerdict attribute, String before, String after) {
    boolean empty = before.equals("(none)") && after.equals("(none)");
    boolean applied =
        attribute.flows().stream().anyMatch(flow -> flow.status() == FlowVerdict.Status.APPLIED);
    if (empty && !applied && !everything && attribute.ending().isPresent()) {
      return false;
    }
    String values = before.equals(after) ? after : before + " → " + after;
    line("  " + attribute.target() + (empty && applied ? "" : ": " + values));
    attribute.flows().forEach(this::flow);
    return true;
  }

  private void flow(FlowVerdict flow) {
    line(
        "      "
            + flow.flow().rule().precedence()
            + " "
            + flow.flow().rule().name()
            + flow.object().map(object -> " from " + object.currentDn()).orElse("")
            + ": "
            + flow.status().label()
            + detail(flow));
    flow.steps().forEach(this::step);
  }

  private static String detail(FlowVerdict flow) {
    return switch (flow.status()) {
      case NULL, AUTHORITATIVE_NULL -> "";
      case IGNORED -> flow.flow().flow().executeOnce() ? ", apply once" : "";
      case ERROR -> ", " + flow.error();
      case APPLIED, NOT_PRECEDENT -> ", " + Words.result(flow);
    };
  }

  private void step(EvaluationStep step) {
    line(
        "          "
            + Words.cut(step.text())
            + " = "
            + Words.cut(
                step.value().map(ExpressionValue::display).orElse("error: " + step.failure())));
  }

  private void hidden(int count) {
    if (count > 0) {
      line("  (" + count + " attributes without a value before and after; --all shows them)");
    }
  }

  private void target(TargetVerdict target) {
    line("");
    if (target.rules().isEmpty() && target.before().isEmpty() && target.after().isEmpty()) {
      line("Connector " + names.apply(target.connector()) + ": no rule for this object type");
      return;
    }
    line("Connector " + names.apply(target.connector()));
    rules(target.rules());
    joins(target.joins(), false);
    line("  result: " + target.decision().map(Words::decision).orElseGet(() -> fate(target)));
    Attributes before = target.before().map(CsObject::expectedImage).orElse(Attributes.NONE);
    Attributes after = target.after().map(CsObject::expectedImage).orElse(Attributes.NONE);
    int hidden = 0;
    for (AttributeVerdict attribute : target.attributes()) {
      boolean dn = attribute.target().key().equals("dn");
      hidden +=
          attribute(
                  attribute,
                  dn
                      ? target.before().map(CsObject::expectedDn).orElse("(none)")
                      : value(attribute, before),
                  dn
                      ? target.after().map(CsObject::expectedDn).orElse("(none)")
                      : value(attribute, after))
              ? 0
              : 1;
    }
    hidden(hidden);
    pending(target);
  }

  private static String value(AttributeVerdict attribute, Attributes image) {
    return Words.values(image.get(attribute.target()));
  }

  /** The metaverse object died, so nothing was decided; what happened to its object shows. */
  private static String fate(TargetVerdict target) {
    Optional<CsObject> after = target.after();
    if (after.isEmpty()) {
      return "removed from the connector space";
    }
    if (after.get().deleting()) {
      return "deprovision: the object is to be deleted";
    }
    return after.get().link().isEmpty() ? "disconnect: the object stays" : "not decided";
  }

  private void pending(TargetVerdict target) {
    PendingExport export = target.after().map(CsObject::unapplied).orElse(PendingExport.NONE);
    if (export.isNone() && target.references().none()) {
      line("  pending export: none");
      return;
    }
    CsObject object = target.after().orElseThrow();
    boolean same = target.before().map(CsObject::unapplied).filter(export::equals).isPresent();
    line(
        "  pending export: "
            + (export.isNone() ? "update" : export.operation().name().toLowerCase(Locale.ROOT))
            + " "
            + object.objectType()
            + " "
            + object.dn()
            + (same && !export.isNone() ? " (as before)" : ""));
    export.newDn().ifPresent(dn -> line("    dn: " + object.dn() + " → " + dn));
    for (Map.Entry<AttributeName, List<Value>> change : export.changes().entrySet()) {
      line(
          "    "
              + change.getKey()
              + ": "
              + Words.values(object.importedImage().get(change.getKey()))
              + " → "
              + Words.values(change.getValue()));
    }
    references(target.references());
  }

  private void references(ReferenceChanges changes) {
    changes
        .byAttribute()
        .forEach(
            (name, counted) -> {
              line(
                  "    "
                      + name
                      + ": "
                      + counted.added()
                      + " added, "
                      + counted.removed()
                      + " removed");
              counted.first().forEach(dn -> line("      + " + dn));
              counted.firstRemoved().forEach(dn -> line("      - " + dn));
            });
  }

  private void others(List<TargetVerdict> others) {
    if (others.isEmpty()) {
      return;
    }
    line("");
    line("Other objects that follow");
    for (TargetVerdict other : others) {
      line(
          "  metaverse object "
              + other.metaverseId()
              + " in "
              + names.apply(other.connector())
              + ": "
              + other.decision().map(Words::decision).orElse(""));
      pending(other);
    }
  }

  private void errors(ObjectPreview preview) {
    if (preview.result().errors().isEmpty()) {
      return;
    }
    line("");
    line("Errors");
    preview
        .result()
        .errors()
        .forEach(
            issue ->
                line(
                    "  "
                        + issue.code()
                        + ": "
                        + issue.object()
                        + ": "
                        + issue.message()
                        + (issue.detail().isEmpty() ? "" : " " + issue.detail())));
  }
}
