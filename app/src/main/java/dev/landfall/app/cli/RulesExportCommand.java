package dev.landfall.app.cli;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.xml.RuleXmlWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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

  @Option(names = "--format", defaultValue = "xml", paramLabel = "xml")
  private String format = "xml";

  @Override
  public Integer call() {
    if (!format.equals("xml")) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, "\"" + format + "\" is not written yet; there is xml.");
    }
    return rules.root.withStore(
        store -> {
          List<SyncRule> chosen =
              id.map(one -> List.of(RuleViews.find(store, one)))
                  .orElseGet(() -> RootCommand.rules(store).all());
          chosen.forEach(rule -> rules.root.output().raw(RuleXmlWriter.write(rule) + "\n"));
          return ExitCodes.DONE;
        });
  }
}
