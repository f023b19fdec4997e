package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.check.Check;
import dev.landfall.engine.migration.Assessment;
import dev.landfall.engine.migration.Finding;
import dev.landfall.engine.migration.GroupAssessment;
import dev.landfall.engine.migration.Migration;
import dev.landfall.engine.migration.MigrationPlan;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Assessments and plans as people and scripts read them. */
final class MigrationText {
  private MigrationText() {}

  static void steps(Output output, List<Migration.StepStatus> steps) {
    output.table(
        List.of("step", "status", "items"),
        steps.stream()
            .map(
                step ->
                    List.of(
                        step.id(),
                        step.status().name().toLowerCase(Locale.ROOT),
                        step.done() + "/" + step.total()))
            .toList());
  }

  static void print(Output output, Assessment assessment) {
    output.document(json(assessment));
    table(output, assessment);
  }

  static ObjectNode json(Assessment assessment) {
    ObjectNode document = Output.object();
    ArrayNode groups = document.putArray("groups");
    for (GroupAssessment group : assessment.groups()) {
      ObjectNode node = groups.addObject();
      node.put("id", group.id());
      node.put("displayName", group.displayName());
      node.put("dn", group.dn());
      node.put("objectGUID", group.guid().toString());
      node.put("objectSid", group.sid());
      node.put("members", group.members());
      node.put("verdict", group.verdict().label());
      ArrayNode reasons = node.putArray("reasons");
      for (Finding finding : group.findings()) {
        reasons.addObject().put("code", finding.code().name()).put("message", finding.message());
      }
    }
    document.set("prerequisites", CheckCommand.json(assessment.prerequisites()));
    return document;
  }

  static void table(Output output, Assessment assessment) {
    output.table(
        List.of("verdict", "members", "group", "reasons"),
        assessment.groups().stream()
            .map(
                group ->
                    List.of(
                        group.verdict().label(),
                        Long.toString(group.members()),
                        group.dn(),
                        group.findings().stream()
                            .map(finding -> finding.code().name())
                            .collect(Collectors.joining(" "))))
            .toList());
    output.say("");
    output.table(
        List.of("prerequisite", "status", "message"),
        assessment.prerequisites().stream()
            .map(
                check ->
                    List.of(
                        check.id(),
                        check.status().name().toLowerCase(Locale.ROOT),
                        check.message()
                            + (check.status() == Check.Status.PASS || check.fix().isEmpty()
                                ? ""
                                : " → " + check.fix())))
            .toList());
  }

  static void describe(Output output, MigrationPlan plan) {
    output.say("Plan " + plan.hash());
    output.say(
        "  "
            + plan.groups().size()
            + " groups are migrated, "
            + plan.leftOut().size()
            + " are left as they are; names: "
            + plan.naming().option()
            + ", container: "
            + plan.container());
    plan.leftOut()
        .forEach(group -> output.say("  left out  " + group.dn() + "  " + group.reasons()));
    plan.renames().forEach(one -> output.say("  rename    " + one.dn() + "  →  " + one.newDn()));
    plan.moves().forEach(one -> output.say("  move      " + one.dn() + "  →  " + one.newDn()));
    plan.losses()
        .forEach(
            loss ->
                output.say(
                    "  loses     "
                        + loss.memberDn()
                        + "  from group "
                        + loss.id()
                        + ": "
                        + loss.reason()));
  }
}
