package dev.landfall.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "groups",
    mixinStandardHelpOptions = true,
    description = "Groups in the cloud: which of them are written back.",
    subcommands = GroupsWritebackCommand.class,
    footer = {"", "Example: landfall groups writeback list"})
final class GroupsCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  RootCommand root() {
    return root;
  }
}
