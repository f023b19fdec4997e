package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.api.ApiClient;
import dev.landfall.app.cmdlet.CmdletHost;
import dev.landfall.app.cmdlet.Cmdlets;
import dev.landfall.app.config.HomeConfiguration;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.powershell.ScriptException;
import dev.landfall.engine.rule.powershell.ScriptHost;
import dev.landfall.engine.rule.powershell.ScriptObject;
import dev.landfall.engine.rule.powershell.ScriptValue;
import dev.landfall.engine.run.RuleStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "cmdlet",
    mixinStandardHelpOptions = true,
    description = {
      "Runs cmdlets of module ADSync: a line, or a script with pipes and variables.",
      "--list shows which there are and which of our commands does the same."
    },
    footer = {"", "Example: landfall cmdlet 'Set-ADSyncScheduler -SyncCycleEnabled $false'"})
final class CmdletCommand implements Callable<Integer>, CmdletHost, ScriptHost {
  @ParentCommand private RootCommand root = new RootCommand();

  @Parameters(paramLabel = "LINE", arity = "0..1", description = "Cmdlets, in quotes.")
  private Optional<String> line = Optional.empty();

  @Option(names = "--file", paramLabel = "SCRIPT", description = "A script instead of a line.")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--list", description = "Lists all cmdlets.")
  private boolean list;

  @Option(names = "--yes", description = "Confirm what cannot be undone.")
  private boolean yes;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "The value of a variable that a script would ask for.")
  private Map<String, String> variables = Map.of();

  @Override
  public Integer call() {
    Cmdlets cmdlets = new Cmdlets(this);
    if (list) {
      return list(cmdlets);
    }
    if (line.isPresent() == file.isPresent()) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, "Give cmdlets in quotes, or --file, or --list.");
    }
    List<ConfigurationProblem> unreadable = new ArrayList<>();
    String script =
        line.orElseGet(() -> file.flatMap(path -> RuleFiles.text(path, unreadable)).orElse(""));
    if (!unreadable.isEmpty()) {
      Problems.show(root.output(), unreadable);
      return ExitCodes.CONFIGURATION;
    }
    List<ScriptValue> results = new ArrayList<>();
    try {
      cmdlets.run(script, variables, this, results::add);
    } catch (ScriptException mistake) {
      show(results);
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          file.map(Path::toString).orElse("line")
              + ":"
              + mistake.position().line()
              + ":"
              + mistake.position().column()
              + ": "
              + mistake.sentence(),
          mistake);
    }
    show(results);
    ArrayNode array = Output.array();
    results.forEach(result -> array.add(json(result)));
    root.output().document(Output.object().set("output", array));
    return ExitCodes.DONE;
  }

  private int list(Cmdlets cmdlets) {
    ArrayNode array = Output.array();
    List<List<String>> rows = new ArrayList<>();
    for (Cmdlets.Listed one : cmdlets.list()) {
      ObjectNode node =
          array.addObject().put("name", one.name()).put("done", one.done()).put("does", one.does());
      one.parameters().forEach(node.putArray("parameters")::add);
      rows.add(List.of(one.name(), one.done() ? "yes" : "no", one.does()));
    }
    root.output().document(Output.object().set("cmdlets", array));
    root.output().table(List.of("cmdlet", "done here", "does the same, or instead"), rows);
    return ExitCodes.DONE;
  }

  /** Objects as PowerShell lists them: a line for each property, an empty line between objects. */
  private void show(List<ScriptValue> results) {
    for (ScriptValue result : results) {
      if (result instanceof ScriptValue.Thing thing) {
        ScriptObject object = thing.object();
        int width = object.properties().stream().mapToInt(String::length).max().orElse(0);
        for (String name : object.properties()) {
          root.output()
              .say(
                  name
                      + " ".repeat(width - name.length())
                      + " : "
                      + object.property(name).map(ScriptValue::text).orElse(""));
        }
        root.output().say("");
      } else {
        root.output().say(result.text());
      }
    }
  }

  private static JsonNode json(ScriptValue value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value instanceof ScriptValue.Thing thing) {
      ObjectNode node = nodes.objectNode();
      for (String name : thing.object().properties()) {
        node.set(name, json(thing.object().property(name).orElse(ScriptValue.Nothing.NULL)));
      }
      return node;
    }
    if (value instanceof ScriptValue.Items items) {
      ArrayNode array = nodes.arrayNode();
      items.items().forEach(item -> array.add(json(item)));
      return array;
    }
    if (value instanceof ScriptValue.Whole whole) {
      return nodes.numberNode(whole.number());
    }
    if (value instanceof ScriptValue.Truth truth) {
      return nodes.booleanNode(truth.value());
    }
    return value == ScriptValue.Nothing.NULL ? nodes.nullNode() : nodes.textNode(value.text());
  }

  @Override
  public void say(String text) {
    root.output().say(text);
  }

  @Override
  public Optional<String> ask(String prompt) {
    return Optional.ofNullable(System.console()).map(console -> console.readLine("%s: ", prompt));
  }

  @Override
  public <T> T with(Function<Landfall, T> work) {
    return root.with(work);
  }

  @Override
  public <T> T withStore(Function<Store, T> work) {
    return root.withStore(work);
  }

  @Override
  public <T> T reading(Function<Store, T> work) {
    return root.reading(work);
  }

  @Override
  public Optional<ApiClient> service() {
    return root.service();
  }

  @Override
  public HomeConfiguration configuration() {
    return root.configuration();
  }

  @Override
  public RuleStore rules(Store store) {
    return RootCommand.rules(store);
  }

  @Override
  public String user() {
    return RootCommand.user();
  }

  @Override
  public boolean confirmed() {
    return yes;
  }
}
