package dev.landfall.app.cli;

import dev.landfall.app.config.RuleYamlReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "schema",
    description = "Prints the JSON Schema of rules in YAML, for editors.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: landfall rules schema > rules.schema.json"})
final class RulesSchemaCommand implements Callable<Integer> {
  @ParentCommand private RulesCommand rules = new RulesCommand();

  @Override
  public Integer call() {
    rules.root.output().raw(RuleYamlReader.schema());
    return ExitCodes.DONE;
  }
}
