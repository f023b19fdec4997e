package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.engine.rule.xml.RuleXmlWriter;
import dev.landfall.engine.run.RuleAudit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "audit",
    description = "Who changed which rule when, and what; --json has the version before as XML.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: landfall rules audit ID"})
final class RulesAuditCommand implements Callable<Integer> {
  @ParentCommand private RulesCommand rules = new RulesCommand();

  @Parameters(paramLabel = "ID", arity = "0..1", description = "One rule; all without it.")
  private Optional<String> id = Optional.empty();

  @Override
  public Integer call() {
    return rules.root.withStore(
        store -> {
          List<RuleAudit.Entry> entries =
              RootCommand.rules(store).audit().entries(id.map(RuleViews::bare));
          ObjectNode document = Output.object();
          ArrayNode array = document.putArray("audit");
          entries.forEach(entry -> array.add(json(entry)));
          rules.root.output().document(document);
          List<List<String>> rows = new ArrayList<>();
          entries.forEach(entry -> rows.addAll(rows(entry)));
          rules.root.output().table(List.of("time", "user", "action", "rule", "change"), rows);
          return ExitCodes.DONE;
        });
  }

  private static ObjectNode json(RuleAudit.Entry entry) {
    ObjectNode json =
        Output.object()
            .put("number", entry.number())
            .put("time", entry.time().toString())
            .put("user", entry.user())
            .put("action", entry.action().name().toLowerCase(Locale.ROOT))
            .put("id", entry.ruleId())
            .put("name", entry.ruleName());
    ArrayNode changes = json.putArray("changes");
    entry.changes().forEach(changes::add);
    entry.former().ifPresent(rule -> json.put("former", RuleXmlWriter.write(rule)));
    return json;
  }

  private static List<List<String>> rows(RuleAudit.Entry entry) {
    List<List<String>> rows = new ArrayList<>();
    List<String> changes = entry.changes().isEmpty() ? List.of("") : entry.changes();
    for (int i = 0; i < changes.size(); i++) {
      boolean first = i == 0;
      rows.add(
          List.of(
              first ? entry.time().toString() : "",
              first ? entry.user() : "",
              first ? entry.action().label() : "",
              first ? entry.ruleName() : "",
              changes.get(i)));
    }
    return rows;
  }
}
