package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "thresholds",
    mixinStandardHelpOptions = true,
    description = {
      "How many deletes one export of a connector may carry.",
      "With more pending, nothing at all is exported."
    },
    footer = {"", "Example: landfall thresholds set corp.example.com 100"})
final class ThresholdsCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  @Command(
      description = "Shows the threshold of every connector.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall thresholds show --json"})
  int show() {
    return new ConnectorSettings(root).show();
  }

  @Command(
      description = "Sets the threshold of a connector, or switches its guard off.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall thresholds set entra 500"})
  int set(
      @Parameters(paramLabel = "CONNECTOR", description = "Name, id, or \"entra\".")
          String connector,
      @Parameters(paramLabel = "N|off", description = "Deletes that are still allowed.")
          String threshold) {
    ObjectNode change = Output.object();
    if (threshold.equalsIgnoreCase("off")) {
      change.putNull("deletionThreshold");
    } else if (threshold.matches("\\d{1,15}")) {
      change.put("deletionThreshold", Long.parseLong(threshold));
    } else {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "\"" + threshold + "\" is no threshold; give a number from 0, or off.");
    }
    return new ConnectorSettings(root).change(connector, change);
  }
}
