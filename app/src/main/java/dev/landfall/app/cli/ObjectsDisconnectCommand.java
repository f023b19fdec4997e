package dev.landfall.app.cli;

import picocli.CommandLine.Command;

@Command(
    name = "disconnect",
    mixinStandardHelpOptions = true,
    description =
        "Keeps an object apart: no rule joins or projects it until it is connected again.",
    footer = {"", "Example: landfall objects disconnect corp.example.com CN=Ann,OU=Sales,DC=corp"})
final class ObjectsDisconnectCommand extends ObjectsSetApart {
  ObjectsDisconnectCommand() {
    super(true, "is kept apart; the next synchronization ends its link.");
  }
}
