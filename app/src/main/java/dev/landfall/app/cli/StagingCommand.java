package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.engine.run.EngineSettings;
import dev.landfall.engine.schedule.SwitchOver;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "staging",
    mixinStandardHelpOptions = true,
    description = "Staging mode: everything is computed, nothing is exported by a cycle.",
    footer = {"", "Example: landfall staging enable"})
final class StagingCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  @Command(
      description = "Tells whether staging mode is on, and what the next export would do.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall staging show --json"})
  int show() {
    boolean enabled = root.reading(store -> new EngineSettings(store.documents()).stagingMode());
    print(enabled, review());
    return ExitCodes.DONE;
  }

  @Command(
      description = "Turns staging mode on; a running cycle heeds it before its exports.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall staging enable"})
  int enable() {
    set(true);
    print(true, review());
    return ExitCodes.DONE;
  }

  @Command(
      description = {
        "Turns staging mode off: the next cycle exports what is pending.",
        "Refused while too many deletes are pending or the last cycle was cut short, unless --yes."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example: landfall pending-exports corp.example.com && landfall staging disable"
      })
  int disable(
      @Option(names = "--yes", description = "Leave it whatever the objections.") boolean yes) {
    boolean enabled = root.reading(store -> new EngineSettings(store.documents()).stagingMode());
    SwitchOver review = review();
    if (enabled && !yes && !review.objections().isEmpty()) {
      print(true, review);
      root.output()
          .progress("Staging mode stays on. Correct this, or leave it nevertheless with --yes.");
      return ExitCodes.SAFETY_STOP;
    }
    set(false);
    print(false, review);
    return ExitCodes.DONE;
  }

  private SwitchOver review() {
    return root.reading(store -> SwitchOver.of(store, Clock.systemUTC()));
  }

  private void set(boolean enabled) {
    root.service()
        .ifPresentOrElse(
            service -> service.staging(enabled),
            () ->
                root.withStore(
                    store -> {
                      new EngineSettings(store.documents()).stagingMode(enabled);
                      return enabled;
                    }));
  }

  private void print(boolean enabled, SwitchOver review) {
    Output output = root.output();
    ObjectNode document = Output.object().put("enabled", enabled);
    document.set("pending", json(review.pending()));
    ArrayNode objections = document.putArray("objections");
    review.objections().forEach(objections::add);
    ArrayNode remarks = document.putArray("remarks");
    review.remarks().forEach(remarks::add);
    output.document(document);
    output.say("Staging mode is " + (enabled ? "on." : "off."));
    table(output, review.pending());
    review.objections().forEach(objection -> output.say("Objection: " + objection));
    review.remarks().forEach(remark -> output.say("Remark: " + remark));
  }

  static ArrayNode json(List<SwitchOver.PendingExports> pending) {
    ArrayNode array = Output.array();
    for (SwitchOver.PendingExports one : pending) {
      ObjectNode node = array.addObject();
      node.put("connector", one.connector());
      node.put("add", one.adds()).put("update", one.updates());
      node.put("delete", one.deletes().total());
      ObjectNode types = node.putObject("deletesByObjectType");
      one.deletes().byObjectType().forEach(types::put);
      node.put(
          "deletionThreshold",
          one.deletionThreshold().isPresent() ? one.deletionThreshold().getAsLong() : null);
    }
    return array;
  }

  static void table(Output output, List<SwitchOver.PendingExports> pending) {
    if (!pending.isEmpty()) {
      output.table(
          List.of("pending for", "add", "update", "delete", "threshold"),
          pending.stream()
              .map(
                  one ->
                      List.of(
                          one.connector(),
                          Long.toString(one.adds()),
                          Long.toString(one.updates()),
                          Long.toString(one.deletes().total()),
                          one.deletionThreshold().isPresent()
                              ? Long.toString(one.deletionThreshold().getAsLong())
                              : "off"))
              .toList());
    }
  }
}
