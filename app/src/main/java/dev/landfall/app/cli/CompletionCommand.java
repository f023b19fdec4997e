package dev.landfall.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a completion script for bash or zsh.",
    footer = {"", "Example: source <(landfall completion bash)"})
final class CompletionCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root = new RootCommand();
  @Spec private CommandSpec spec = CommandSpec.create();

  enum Shell {
    BASH,
    ZSH
  }

  @Parameters(paramLabel = "bash|zsh")
  private Shell shell = Shell.BASH;

  @Override
  public Integer call() {
    String script = RootCommand.completion(spec.root().commandLine());
    root.output()
        .raw(
            shell == Shell.ZSH ? "autoload -U +X bashcompinit && bashcompinit\n" + script : script);
    return ExitCodes.DONE;
  }
}
