package dev.landfall.engine.rule.powershell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The commands of PowerShell itself that published procedures use around the cmdlets. */
final class ObjectCommands {

  /** Short names, as PowerShell has them. */
  static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("where", "Where-Object"),
          Map.entry("?", "Where-Object"),
          Map.entry("select", "Select-Object"),
          Map.entry("sort", "Sort-Object"),
          Map.entry("ft", "Format-Table"),
          Map.entry("fl", "Format-List"),
          Map.entry("echo", "Write-Output"),
          Map.entry("write", "Write-Output"),
          Map.entry("ipmo", "Import-Module"));

  private static final List<String> COMPARISONS =
      List.of("eq", "ne", "like", "notlike", "match", "gt", "ge", "lt", "le");

  private ObjectCommands() {}

  static List<ScriptCommand> all(ScriptHost host) {
    return List.of(
        command(
            "Import-Module",
            // What the modules bring is here already.
            call -> List.of(),
            CommandParameter.list("Name").at(0),
            CommandParameter.flag("Force"),
            CommandParameter.flag("DisableNameChecking")),
        command(
            "Out-Null", call -> List.of(), CommandParameter.object("InputObject").at(0).piped()),
        command(
            "Remove-Variable",
            call -> List.of(),
            CommandParameter.list("Name").at(0),
            CommandParameter.flag("Force"),
            CommandParameter.text("Scope")),
        command(
            "Start-Sleep",
            // Commands return when they are done; there is nothing to wait for.
            call -> List.of(),
            CommandParameter.whole("Seconds").at(0),
            CommandParameter.whole("Milliseconds")),
        command(
            "Write-Output",
            call -> call.list("InputObject"),
            CommandParameter.list("InputObject").at(0).piped()),
        command(
            "Write-Host",
            call -> {
              host.say(call.text("Object").orElse(""));
              return List.of();
            },
            CommandParameter.list("Object").at(0).piped(),
            CommandParameter.text("ForegroundColor"),
            CommandParameter.text("BackgroundColor"),
            CommandParameter.flag("NoNewline")),
        command(
            "Read-Host",
            call -> ask(host, call),
            CommandParameter.text("Prompt").at(0),
            CommandParameter.flag("AsSecureString")),
        command("Where-Object", ObjectCommands::where, whereParameters()),
        command(
            "Select-Object",
            ObjectCommands::select,
            CommandParameter.list("Property").at(0),
            CommandParameter.whole("First"),
            CommandParameter.text("ExpandProperty")),
        command(
            "Sort-Object",
            ObjectCommands::sort,
            CommandParameter.list("Property").at(0),
            CommandParameter.flag("Descending")),
        command(
            "Format-Table",
            ObjectCommands::format,
            CommandParameter.list("Property").at(0),
            CommandParameter.flag("AutoSize"),
            CommandParameter.flag("Wrap")),
        command("Format-List", ObjectCommands::format, CommandParameter.list("Property").at(0)));
  }

  private static ScriptCommand command(
      String name, Function<Invocation, List<ScriptValue>> work, CommandParameter... parameters) {
    List<CommandParameter> all = List.of(parameters);
    return new ScriptCommand() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<CommandParameter> parameters() {
        return all;
      }

      @Override
      public List<ScriptValue> run(Invocation call) {
        return work.apply(call);
      }
    };
  }

  private static List<ScriptValue> ask(ScriptHost host, Invocation call) {
    String prompt = call.text("Prompt").orElse("");
    return List.of(
        ScriptValue.of(
            host.ask(prompt)
                .orElseThrow(
                    () ->
                        new ScriptException(
                            call.position(),
                            "The script asks \""
                                + prompt
                                + "\" and nobody can answer. Give the variable's value with"
                                + " --set NAME=VALUE."))));
  }

  private static CommandParameter[] whereParameters() {
    List<CommandParameter> parameters = new ArrayList<>();
    parameters.add(CommandParameter.object("FilterScript").at(0));
    COMPARISONS.forEach(name -> parameters.add(CommandParameter.object(name)));
    return parameters.toArray(CommandParameter[]::new);
  }

  private static List<ScriptValue> where(Invocation call) {
    ScriptValue filter = call.value("FilterScript").orElse(ScriptValue.Nothing.NULL);
    if (filter instanceof ScriptValue.Filter braced) {
      return call.input().stream().filter(item -> Evaluation.holds(braced, item)).toList();
    }
    String comparison =
        COMPARISONS.stream()
            .filter(call::has)
            .findFirst()
            .orElseThrow(
                () ->
                    new ScriptException(
                        call.position(),
                        "Where-Object wants a filter such as {$_.Name -eq 'x'}, or a property with"
                            + " a comparison."));
    ScriptValue operand = call.value(comparison).orElse(ScriptValue.Nothing.NULL);
    return call.input().stream()
        .filter(
            item ->
                Comparisons.holds(
                    "-" + comparison,
                    Evaluation.member(item, filter.text(), call.position()),
                    operand))
        .toList();
  }

  private static List<ScriptValue> select(Invocation call) {
    List<ScriptValue> items = call.input();
    if (call.whole("First").isPresent()) {
      items =
          items.subList(
              0, (int) Math.min(items.size(), Math.max(0, call.whole("First").orElse(0))));
    }
    if (call.has("ExpandProperty")) {
      String name = call.required("ExpandProperty");
      return items.stream()
          .flatMap(item -> Evaluation.member(item, name, call.position()).items().stream())
          .toList();
    }
    return call.has("Property") ? narrowed(items, call) : items;
  }

  private static List<ScriptValue> format(Invocation call) {
    return call.has("Property") ? narrowed(call.input(), call) : call.input();
  }

  private static List<ScriptValue> narrowed(List<ScriptValue> items, Invocation call) {
    List<ScriptValue> narrowed = new ArrayList<>();
    for (ScriptValue item : items) {
      Map<String, ScriptValue> properties = new LinkedHashMap<>();
      for (ScriptValue name : call.list("Property")) {
        properties.put(name.text(), Evaluation.member(item, name.text(), call.position()));
      }
      narrowed.add(new ScriptValue.Thing(ScriptObject.of(item.text(), properties)));
    }
    return narrowed;
  }

  private static List<ScriptValue> sort(Invocation call) {
    Comparator<ScriptValue> order =
        (left, right) -> {
          for (ScriptValue property : call.list("Property")) {
            int compared =
                Comparisons.order(
                    Evaluation.member(left, property.text(), call.position()),
                    Evaluation.member(right, property.text(), call.position()));
            if (compared != 0) {
              return compared;
            }
          }
          return 0;
        };
    return call.input().stream()
        .sorted(call.flag("Descending") ? order.reversed() : order)
        .toList();
  }
}
