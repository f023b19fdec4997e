package dev.landfall.app.cli;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.expression.Dialect;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "expression",
    mixinStandardHelpOptions = true,
    subcommands = {ExpressionEvalCommand.class, ExpressionFunctionsCommand.class},
    description = "The two expression languages.",
    footer = {"", "Example: landfall expression eval --dialect connect 'Left(\"abc\",2)'"})
final class ExpressionCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  RootCommand root() {
    return root;
  }

  static Dialect dialect(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "connect" -> Dialect.CONNECT;
      case "cloud-sync" -> Dialect.CLOUD_SYNC;
      default ->
          throw new LandfallException(
              ErrorCode.CONFIGURATION_INVALID,
              "\"" + text + "\" is no dialect; there are connect and cloud-sync.");
    };
  }
}
