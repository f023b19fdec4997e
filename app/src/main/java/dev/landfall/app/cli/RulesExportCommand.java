package dev.landfall.app.cli;

import dev.landfall.app.config.RuleYamlWriter;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.script.RuleScriptWriter;
import dev.landfall.engine.rule.xml.RuleXmlWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "export",
    description = "Writes a rule, or all, to standard output.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: landfall rules export --format xml ID"})
final class RulesExportCommand implements Callable<Integer> {
  @ParentCommand private RulesCommand rules = new RulesCommand();

  @Parameters(paramLabel = "ID", arity = "0..1", description = "One rule; all without it.")
  private Optional<String> id = Optional.empty();

  @Option(
      names = "--format",
      defaultValue = "xml",
      paramLabel = "xml|yaml|powershell",
      description = "The form: of the server's own export, of this product, of the Rules Editor.")
  private Format format = Format.XML;

  /** The forms that rules are written in. */
  enum Format {
    XML,
    YAML,
    POWERSHELL
  }

  @Override
  public Integer call() {
    return rules.root.withStore(
        store -> {
          List<SyncRule> chosen =
              id.map(one -> List.of(RuleViews.find(store, one)))
                  .orElseGet(() -> RootCommand.rules(store).all());
          rules.root.output().raw(text(chosen));
          return ExitCodes.DONE;
        });
  }

  private String text(List<SyncRule> chosen) {
    return switch (format) {
      case XML -> joined(chosen, rule -> RuleXmlWriter.write(rule) + "\n");
      case POWERSHELL -> joined(chosen, RuleScriptWriter::write);
      case YAML -> RuleYamlWriter.write(chosen);
    };
  }

  private static String joined(List<SyncRule> chosen, Function<SyncRule, String> writer) {
    return String.join("", chosen.stream().map(writer).toList());
  }
}
