package dev.landfall.engine.rule.powershell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Runs a script, statement by statement, and keeps its variables. For one thread.
 *
 * <p>{@link #statement} stops at the first mistake, for scripts that change something; {@link
 * #everything} goes on and collects, for scripts that only describe something.
 */
public final class ScriptRun {
  private final ScriptCommands commands;
  private final Consumer<ScriptValue> output;
  private final Map<String, ScriptValue> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> fixed = new HashSet<>();
  private final Evaluation evaluation;

  /**
   * @param output gets what a statement puts out and nothing else takes
   */
  public ScriptRun(ScriptCommands commands, Consumer<ScriptValue> output) {
    this.commands = commands;
    this.output = output;
    this.evaluation = new Evaluation(variables, this::pipeline);
  }

  /**
   * Gives a variable a value that the script cannot change: an assignment to it is passed over.
   * Thus a value given from outside takes the place of one that the script would ask for.
   */
  public void fix(String variable, ScriptValue value) {
    variables.put(variable, value);
    fixed.add(key(variable));
  }

  /** Runs one statement. */
  public void statement(Statement statement) {
    if (statement.variable().isPresent()) {
      String variable = statement.variable().get();
      if (!fixed.contains(key(variable))) {
        variables.put(variable, Evaluation.unwrapped(pipeline(statement.pipeline())));
      }
    } else {
      pipeline(statement.pipeline()).forEach(output);
    }
  }

  /**
   * Runs every statement that can be run. What follows only from an earlier mistake – a variable
   * that got no value because its statement failed – is not reported again.
   */
  public List<ScriptException> everything(Script script) {
    List<ScriptException> problems = new ArrayList<>(script.problems());
    Set<String> lost = new HashSet<>();
    for (Statement statement : script.statements()) {
      if (Uses.of(statement).stream().anyMatch(lost::contains)) {
        lost.addAll(Uses.filledBy(statement));
        continue;
      }
      try {
        statement(statement);
        lost.removeAll(Uses.filledBy(statement));
      } catch (ScriptException problem) {
        problems.add(problem);
        lost.addAll(Uses.filledBy(statement));
      }
    }
    return problems;
  }

  private List<ScriptValue> pipeline(Pipeline pipeline) {
    List<ScriptValue> flowing = List.of();
    for (Pipeline.Stage stage : pipeline.stages()) {
      if (stage instanceof Pipeline.Value value) {
        flowing = evaluation.value(value.expression()).items();
      } else if (stage instanceof Pipeline.Command command) {
        flowing = command(command, flowing);
      }
    }
    return flowing;
  }

  private List<ScriptValue> command(Pipeline.Command call, List<ScriptValue> input) {
    ScriptCommand command = commands.find(call);
    Invocation invocation = new ParameterBinder(command, evaluation::value).bind(call, input);
    List<ScriptValue> result = command.run(invocation);
    Optional<String> variable = invocation.text(ParameterBinder.OUT_VARIABLE);
    variable.ifPresent(name -> variables.put(name, ScriptValue.of(result)));
    return result;
  }

  static String key(String variable) {
    return variable.toLowerCase(Locale.ROOT);
  }
}
