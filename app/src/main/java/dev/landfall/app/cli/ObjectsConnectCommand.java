package dev.landfall.app.cli;

import picocli.CommandLine.Command;

@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    description = "Lets rules join or project an object again that was kept apart.",
    footer = {"", "Example: landfall objects connect corp.example.com CN=Ann,OU=Sales,DC=corp"})
final class ObjectsConnectCommand extends ObjectsSetApart {
  ObjectsConnectCommand() {
    super(false, "is no longer kept apart; the next synchronization looks for its link.");
  }
}
