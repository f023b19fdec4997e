package dev.landfall.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "objects",
    mixinStandardHelpOptions = true,
    description = "Objects of the connector spaces and the metaverse, and where they come from.",
    subcommands = {
      ObjectsSearchCommand.class,
      ObjectsShowCommand.class,
      ObjectsDisconnectCommand.class,
      ObjectsConnectCommand.class
    },
    footer = {"", "Example: landfall objects search --metaverse --type person"})
final class ObjectsCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  RootCommand root() {
    return root;
  }
}
