package dev.landfall.expression.check;

import static dev.landfall.expression.function.ParameterKinds.ANY;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionProblem;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.Limits;
import dev.landfall.expression.function.Form;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionTable;
import dev.landfall.expression.function.ParameterKinds;
import dev.landfall.expression.function.ParameterType;
import dev.landfall.expression.parse.Ast;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reports everything wrong with a tree, taken branch or not. Names and numbers of arguments are
 * errors. A type that cannot fit is only a warning, because a branch never taken does no harm.
 */
public final class Checker {
  /** A variable in scope, with what is known of its value. */
  private record Bound(String name, ParameterKinds kinds) {}

  private final Dialect dialect;
  private final FunctionTable functions;
  private final List<ExpressionProblem> problems;
  private final TypeCheck types;
  private final Deque<Bound> variables = new ArrayDeque<>();

  public Checker(Dialect dialect, FunctionTable functions, List<ExpressionProblem> problems) {
    this.dialect = dialect;
    this.functions = functions;
    this.problems = problems;
    this.types = new TypeCheck(dialect, problems);
  }

  public void check(Ast root) {
    check(root, true);
  }

  /** What is known of the result without evaluating it. */
  private ParameterKinds check(Ast ast, boolean outermost) {
    if (ast instanceof Ast.Literal) {
      return TypeCheck.kinds(((Ast.Literal) ast).value());
    }
    if (ast instanceof Ast.Call) {
      return call((Ast.Call) ast, outermost);
    }
    if (ast instanceof Ast.Binary) {
      return chain((Ast.Binary) ast);
    }
    if (ast instanceof Ast.Negate) {
      Ast operand = ((Ast.Negate) ast).operand();
      return types.negate((Ast.Negate) ast, check(operand, false));
    }
    if (ast instanceof Ast.Constant) {
      return constant((Ast.Constant) ast);
    }
    return ast instanceof Ast.Variable ? variable((Ast.Variable) ast) : ANY;
  }

  /** Down the left side without recursion: a chain may have a thousand operators. */
  private ParameterKinds chain(Ast.Binary last) {
    Deque<Ast.Binary> spine = new ArrayDeque<>();
    Ast leftmost = last;
    while (leftmost instanceof Ast.Binary) {
      spine.push((Ast.Binary) leftmost);
      leftmost = ((Ast.Binary) leftmost).left();
    }
    ParameterKinds kinds = check(leftmost, false);
    for (Ast.Binary binary : spine) {
      kinds = types.operator(binary, kinds, check(binary.right(), false));
    }
    return kinds;
  }

  private ParameterKinds constant(Ast.Constant constant) {
    ExpressionValue value = Constants.of(dialect).get(constant.name());
    if (value != null) {
      return TypeCheck.kinds(value);
    }
    String hint =
        functions.find(constant.name()).isPresent()
            ? "A function is called with parentheses: " + constant.name() + "(...)."
            : didYouMean(constant.name(), Constants.of(dialect).keySet());
    if (constant.name().equals("true") || constant.name().equals("false")) {
      hint = "Write \"" + (constant.name().equals("true") ? "True" : "False") + "\".";
    }
    error("unknown-constant", "\"" + constant.name() + "\" is not a constant.", constant, hint);
    return ANY;
  }

  private ParameterKinds variable(Ast.Variable variable) {
    for (Bound bound : variables) {
      if (bound.name.equals(variable.name())) {
        return bound.kinds;
      }
    }
    error(
        "unbound-variable",
        "\"$" + variable.name() + "\" is not bound here.",
        variable,
        variables.isEmpty()
            ? "Variables are bound by Select, Where and With."
            : didYouMean(variable.name(), variables.stream().map(Bound::name).toList()));
    return ANY;
  }

  /** Nothing once there are more problems than will be shown: looking for names costs time. */
  private String didYouMean(String name, Collection<String> candidates) {
    return problems.size() < Limits.PROBLEMS ? Suggestions.didYouMean(name, candidates) : "";
  }

  private ParameterKinds call(Ast.Call call, boolean outermost) {
    Optional<FunctionDefinition> found = functions.find(call.name());
    if (found.isEmpty()) {
      List<String> names = functions.definitions().stream().map(FunctionDefinition::name).toList();
      error(
          "unknown-function",
          "There is no function \"" + call.name() + "\".",
          call,
          didYouMean(call.name(), names));
      call.arguments().forEach(argument -> check(argument, false));
      return ANY;
    }
    FunctionDefinition function = found.get();
    if (!function.isSpelt(call.name())) {
      problems.add(
          ExpressionProblem.warning(
              "function-name-case",
              "The function is spelled \"" + function.name() + "\".",
              call.position(),
              call.length(),
              "It works, but the original may refuse \"" + call.name() + "\"."));
    }
    if (call.arguments().stream().anyMatch(Ast.Broken.class::isInstance)) {
      // How many were meant is not known.
      call.arguments().forEach(argument -> check(argument, false));
      return function.returns();
    }
    if (!function.accepts(call.arguments().size())) {
      error(
          "wrong-argument-count",
          "\"" + function.name() + "\" does not take " + arguments(call.arguments().size()) + ".",
          call,
          "Its signature is " + function.signature() + ".");
      call.arguments().forEach(argument -> check(argument, false));
      return ANY;
    }
    if (function.form() == Form.UNIQUE && !outermost) {
      error(
          "must-be-outermost",
          "\"" + function.name() + "\" must be the outermost function.",
          call,
          "");
    }
    function.callCheck().check(call, problems);
    return result(function, arguments(function, call));
  }

  private static String arguments(int count) {
    return count == 1 ? "1 argument" : count + " arguments";
  }

  private List<ParameterKinds> arguments(FunctionDefinition function, Ast.Call call) {
    List<ParameterKinds> kinds = new ArrayList<>();
    boolean bound = false;
    for (int i = 0; i < call.arguments().size(); i++) {
      Ast argument = call.arguments().get(i);
      ParameterType type = function.parameter(i).type();
      ParameterKinds known = ANY;
      if (argument instanceof Ast.Omitted && dialect == Dialect.CONNECT) {
        error("missing-argument", "An argument is missing here.", argument, "");
      } else if (type == ParameterType.VARIABLE) {
        if (argument instanceof Ast.Variable) {
          bound = true;
        } else {
          expected(type, argument);
        }
      } else if (type == ParameterType.NAME) {
        if (!isText(argument)) {
          expected(type, argument);
        }
      } else {
        known = check(argument, false);
        types.argument(function, i, argument, known);
      }
      if (bound && i == 1) {
        // Known from here on, but not inside the value it is bound to.
        variables.push(new Bound(((Ast.Variable) call.arguments().get(0)).name(), known));
      }
      kinds.add(known);
    }
    if (bound) {
      variables.pop();
    }
    return kinds;
  }

  private static ParameterKinds result(FunctionDefinition function, List<ParameterKinds> kinds) {
    return switch (function.form()) {
      case IIF -> kinds.get(1).or(kinds.get(2));
      case SWITCH_PAIRS -> {
        ParameterKinds either = kinds.get(1);
        for (int i = 3; i < kinds.size(); i += 2) {
          either = either.or(kinds.get(i));
        }
        yield either;
      }
      case WITH, SELECT -> kinds.get(2);
      case WHERE -> kinds.get(1);
      default -> function.returns();
    };
  }

  private static boolean isText(Ast ast) {
    return ast instanceof Ast.Literal
        && ((Ast.Literal) ast).value() instanceof ExpressionValue.Text;
  }

  private void expected(ParameterType type, Ast argument) {
    error("wrong-argument-form", "Here " + type.words() + " is expected.", argument, "");
  }

  private void error(String code, String message, Ast place, String hint) {
    problems.add(ExpressionProblem.error(code, message, place.position(), place.length(), hint));
  }
}
