package dev.landfall.expression.check;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionProblem;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.function.Form;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionTable;
import dev.landfall.expression.function.ParameterType;
import dev.landfall.expression.parse.Ast;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reports everything wrong with a tree, taken branch or not. Names and numbers of arguments are
 * errors. A type that cannot fit is only a warning, because a branch never taken does no harm.
 */
public final class Checker {
  private final Dialect dialect;
  private final FunctionTable functions;
  private final List<ExpressionProblem> problems;
  private final Deque<String> variables = new ArrayDeque<>();

  public Checker(Dialect dialect, FunctionTable functions, List<ExpressionProblem> problems) {
    this.dialect = dialect;
    this.functions = functions;
    this.problems = problems;
  }

  public void check(Ast root) {
    check(root, true);
  }

  private void check(Ast ast, boolean outermost) {
    if (ast instanceof Ast.Call) {
      call((Ast.Call) ast, outermost);
    } else if (ast instanceof Ast.Binary) {
      check(((Ast.Binary) ast).left(), false);
      check(((Ast.Binary) ast).right(), false);
    } else if (ast instanceof Ast.Negate) {
      check(((Ast.Negate) ast).operand(), false);
    } else if (ast instanceof Ast.Constant) {
      constant((Ast.Constant) ast);
    } else if (ast instanceof Ast.Variable) {
      variable((Ast.Variable) ast);
    }
  }

  private void constant(Ast.Constant constant) {
    if (Constants.of(dialect).containsKey(constant.name())) {
      return;
    }
    String hint =
        functions.find(constant.name()).isPresent()
            ? "A function is called with parentheses: " + constant.name() + "(...)."
            : Suggestions.didYouMean(constant.name(), Constants.of(dialect).keySet());
    if (constant.name().equals("true") || constant.name().equals("false")) {
      hint = "Write \"" + (constant.name().equals("true") ? "True" : "False") + "\".";
    }
    error("unknown-constant", "\"" + constant.name() + "\" is not a constant.", constant, hint);
  }

  private void variable(Ast.Variable variable) {
    if (!variables.contains(variable.name())) {
      error(
          "unbound-variable",
          "\"$" + variable.name() + "\" is not bound here.",
          variable,
          variables.isEmpty()
              ? "Variables are bound by Select, Where and With."
              : Suggestions.didYouMean(variable.name(), variables));
    }
  }

  private void call(Ast.Call call, boolean outermost) {
    Optional<FunctionDefinition> found = functions.find(call.name());
    if (found.isEmpty()) {
      List<String> names = functions.definitions().stream().map(FunctionDefinition::name).toList();
      error(
          "unknown-function",
          "There is no function \"" + call.name() + "\".",
          call,
          Suggestions.didYouMean(call.name(), names));
      call.arguments().forEach(argument -> check(argument, false));
      return;
    }
    FunctionDefinition function = found.get();
    if (!function.name().equals(call.name())) {
      problems.add(
          ExpressionProblem.warning(
              "function-name-case",
              "The function is spelled \"" + function.name() + "\".",
              call.position(),
              call.length(),
              "It works, but the original may refuse \"" + call.name() + "\"."));
    }
    if (!function.accepts(call.arguments().size())) {
      error(
          "wrong-argument-count",
          "\"" + function.name() + "\" does not take " + arguments(call.arguments().size()) + ".",
          call,
          "Its signature is " + function.signature() + ".");
      call.arguments().forEach(argument -> check(argument, false));
      return;
    }
    if (function.form() == Form.UNIQUE && !outermost) {
      error(
          "must-be-outermost",
          "\"" + function.name() + "\" must be the outermost function.",
          call,
          "");
    }
    function.callCheck().check(call, problems);
    arguments(function, call);
  }

  private static String arguments(int count) {
    return count == 1 ? "1 argument" : count + " arguments";
  }

  private void arguments(FunctionDefinition function, Ast.Call call) {
    boolean bound = false;
    for (int i = 0; i < call.arguments().size(); i++) {
      Ast argument = call.arguments().get(i);
      ParameterType type = function.parameter(i).type();
      if (argument instanceof Ast.Omitted && dialect == Dialect.CONNECT) {
        error("missing-argument", "An argument is missing here.", argument, "");
      } else if (type == ParameterType.VARIABLE) {
        if (argument instanceof Ast.Variable) {
          variables.push(((Ast.Variable) argument).name());
          bound = true;
        } else {
          expected(type, argument);
        }
      } else if (type == ParameterType.NAME) {
        if (!isText(argument)) {
          expected(type, argument);
        }
      } else if (bound && i == 1) {
        // The variable is not known inside the value it is bound to.
        String name = variables.pop();
        check(argument, false);
        variables.push(name);
      } else {
        check(argument, false);
        suspectType(function, i, argument);
      }
    }
    if (bound) {
      variables.pop();
    }
  }

  private static boolean isText(Ast ast) {
    return ast instanceof Ast.Literal
        && ((Ast.Literal) ast).value() instanceof ExpressionValue.Text;
  }

  private void expected(ParameterType type, Ast argument) {
    error("wrong-argument-form", "Here " + type.words() + " is expected.", argument, "");
  }

  /** Strict dialect only: Cloud Sync converts. */
  private void suspectType(FunctionDefinition function, int i, Ast argument) {
    ParameterType wanted = function.parameter(i).type();
    if (dialect != Dialect.CONNECT || !(argument instanceof Ast.Literal)) {
      return;
    }
    ExpressionValue value = ((Ast.Literal) argument).value();
    boolean number = value instanceof ExpressionValue.Num;
    boolean wrong =
        switch (wanted) {
          case STR, REF -> number;
          case NUM -> !number;
          case BOOL, BIN, DT, EXP -> true;
          default -> false;
        };
    if (wrong) {
      problems.add(
          ExpressionProblem.warning(
              "type-mismatch",
              "\""
                  + function.name()
                  + "\" wants "
                  + wanted.words()
                  + " here, not a "
                  + value.kind()
                  + ".",
              argument.position(),
              argument.length(),
              "Evaluating this call fails."));
    }
  }

  private void error(String code, String message, Ast place, String hint) {
    problems.add(ExpressionProblem.error(code, message, place.position(), place.length(), hint));
  }
}
