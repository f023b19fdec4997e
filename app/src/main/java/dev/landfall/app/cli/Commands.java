package dev.landfall.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The list of all commands. Reading the annotations of a command with its sub-commands costs
 * milliseconds, and all of them together more than the rest of a start: a command that the
 * arguments do not name gets name and description only.
 */
final class Commands {
  private static final List<Class<?>> ALL =
      List.of(
          DemoCommand.class,
          CheckCommand.class,
          ConfigCommand.class,
          RulesCommand.class,
          ExpressionCommand.class,
          RunCommand.class,
          CycleCommand.class,
          SchedulerCommand.class,
          StagingCommand.class,
          ThresholdsCommand.class,
          ServeCommand.class,
          FeaturesCommand.class,
          GroupsCommand.class,
          PendingExportsCommand.class,
          PreviewCommand.class,
          ObjectsCommand.class,
          HistoryCommand.class,
          CloudSyncCommand.class,
          MigrateCommand.class,
          RehearseCommand.class,
          CmdletCommand.class,
          TenantCommand.class,
          DirectoryCommand.class,
          CompletionCommand.class);

  private Commands() {}

  static void addTo(CommandLine line, String[] arguments) {
    Set<String> words = Arrays.stream(arguments).collect(Collectors.toSet());
    boolean every = words.contains(CompletionCommand.class.getAnnotation(Command.class).name());
    for (Class<?> type : ALL) {
      Command command = type.getAnnotation(Command.class);
      if (every || words.contains(command.name())) {
        line.addSubcommand(command.name(), type);
      } else {
        line.addSubcommand(command.name(), outline(command));
      }
    }
  }

  private static CommandSpec outline(Command command) {
    CommandSpec spec = CommandSpec.create().name(command.name());
    spec.usageMessage().description(command.description());
    return spec;
  }
}
