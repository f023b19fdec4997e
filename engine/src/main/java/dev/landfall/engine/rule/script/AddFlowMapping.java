package dev.landfall.engine.rule.script;

import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.MergeType;
import dev.landfall.engine.rule.Transformation;
import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptCommand;
import dev.landfall.engine.rule.powershell.ScriptValue;
import java.util.ArrayList;
import java.util.List;

/** {@code Add-ADSyncAttributeFlowMapping}: adds one attribute flow to a rule in memory. */
final class AddFlowMapping implements ScriptCommand {

  @Override
  public String name() {
    return "Add-ADSyncAttributeFlowMapping";
  }

  @Override
  public List<CommandParameter> parameters() {
    return List.of(
        CommandParameter.object("SynchronizationRule").mandatory().piped(),
        CommandParameter.list("Source"),
        CommandParameter.text("Destination").mandatory(),
        CommandParameter.choice("FlowType", "Direct", "Constant", "Expression").mandatory(),
        CommandParameter.choice(
            "ValueMergeType", NewRule.labels(MergeType.values(), MergeType::label)),
        CommandParameter.flag("ExecuteOnce"),
        CommandParameter.text("Expression"));
  }

  @Override
  public List<ScriptValue> run(Invocation call) {
    RuleObject rule = RuleObject.of(call, "SynchronizationRule");
    String destination = call.required("Destination");
    if (destination.isBlank()) {
      throw call.problem("Destination", "-Destination wants the name of an attribute.");
    }
    rule.add(
        new AttributeFlow(
            AttributeName.of(destination),
            transformation(call),
            call.text("ValueMergeType")
                .map(text -> NewRule.labelled(MergeType.values(), MergeType::label, text))
                .orElse(MergeType.UPDATE),
            call.flag("ExecuteOnce")));
    return List.of(new ScriptValue.Thing(rule));
  }

  private static Transformation transformation(Invocation call) {
    List<ScriptValue> sources = call.list("Source");
    return switch (call.required("FlowType")) {
      case "Direct" -> new Transformation.Direct(attribute(call, one(call, sources)));
      case "Constant" -> new Transformation.Constant(one(call, sources).text());
      default -> {
        if (!call.has("Expression")) {
          throw call.problem("FlowType", "A flow of type Expression needs -Expression.");
        }
        List<AttributeName> names = new ArrayList<>();
        sources.forEach(source -> names.add(attribute(call, source)));
        yield new Transformation.Computed(call.required("Expression"), names);
      }
    };
  }

  private static ScriptValue one(Invocation call, List<ScriptValue> sources) {
    if (sources.size() != 1) {
      throw call.problem(
          "Source",
          "A flow of type "
              + call.required("FlowType")
              + " has exactly one source, such as -Source @('mail'); here are "
              + sources.size()
              + ".");
    }
    return sources.get(0);
  }

  private static AttributeName attribute(Invocation call, ScriptValue source) {
    if (source.text().isBlank()) {
      throw call.problem("Source", "-Source wants the name of an attribute.");
    }
    return AttributeName.of(source.text());
  }
}
