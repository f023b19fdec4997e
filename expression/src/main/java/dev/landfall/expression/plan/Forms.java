package dev.landfall.expression.plan;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Multi;
import dev.landfall.expression.ExpressionValue.Text;
import dev.landfall.expression.function.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls that steer evaluation: branches are lazy, variables are bound. */
final class Forms {
  private Forms() {}

  /** One of two branches; per value, when the condition gives several. */
  static final class Iif extends Node {
    private final Dialect dialect;
    private final Node condition;
    private final Node whenTrue;
    private final Node whenFalse;
    private final @Nullable ExpressionValue constantTrue;
    private final @Nullable ExpressionValue constantFalse;

    Iif(Dialect dialect, Node[] arguments, int position) {
      super(position);
      this.dialect = dialect;
      condition = arguments[0];
      whenTrue = arguments[1];
      whenFalse = arguments[2];
      constantTrue = constantOperand(whenTrue);
      constantFalse = constantOperand(whenFalse);
    }

    @Override
    ExpressionValue compute(Frame frame) {
      ExpressionValue test = condition.operand(frame);
      if (test instanceof Multi && dialect == Dialect.CONNECT) {
        return perValue(((Multi) test).values(), frame);
      }
      boolean truth = truth(test);
      ExpressionValue constant = truth ? constantTrue : constantFalse;
      return constant == null ? (truth ? whenTrue : whenFalse).evaluate(frame) : constant;
    }

    private boolean truth(ExpressionValue test) {
      return dialect == Dialect.CONNECT ? ConnectOperators.truth(test) : leniently(test);
    }

    private static boolean leniently(ExpressionValue test) {
      ExpressionValue first = Singles.first(test);
      if (first instanceof Text) {
        String text = ((Text) first).text();
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
          return text.equalsIgnoreCase("true");
        }
      }
      return ConnectOperators.truth(first);
    }

    /** A branch of as many values as the condition pairs with it by position. */
    private ExpressionValue perValue(List<ExpressionValue> tests, Frame frame) {
      List<ExpressionValue> results = new ArrayList<>();
      for (int i = 0; i < tests.size(); i++) {
        frame.budget.step();
        ExpressionValue branch = (truth(tests.get(i)) ? whenTrue : whenFalse).operand(frame);
        if (branch instanceof Multi) {
          List<ExpressionValue> values = ((Multi) branch).values();
          if (values.size() != tests.size()) {
            throw Fault.TWO_LIFTED_ATTRIBUTES.because(
                "The condition has " + tests.size() + " values, its branch " + values.size() + ".");
          }
          Lift.collect(values.get(i), results, frame);
        } else {
          Lift.collect(branch, results, frame);
        }
      }
      return new Multi(results);
    }
  }

  /** All conditions in order, then the value of the first that is true. */
  static final class SwitchPairs extends Node {
    private final Node[] arguments;

    SwitchPairs(Node[] arguments, int position) {
      super(position);
      this.arguments = arguments;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      int taken = -1;
      for (int i = 0; i < arguments.length; i += 2) {
        if (ConnectOperators.truth(arguments[i].operand(frame)) && taken < 0) {
          taken = i + 1;
        }
      }
      return taken < 0 ? ExpressionValue.NULL : arguments[taken].evaluate(frame);
    }
  }

  /** The value whose key equals the source, exactly; the key {@code ""} also matches nothing. */
  static final class SwitchKeys extends Node {
    private final Node[] arguments;

    SwitchKeys(Node[] arguments, int position) {
      super(position);
      this.arguments = arguments;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      String source = text(arguments[0].operand(frame));
      for (int i = 2; i < arguments.length; i += 2) {
        if (source.equals(text(arguments[i].operand(frame)))) {
          return arguments[i + 1].evaluate(frame);
        }
      }
      return arguments[1].evaluate(frame);
    }

    private static String text(ExpressionValue value) {
      ExpressionValue first = Singles.first(value);
      return first == ExpressionValue.NULL ? "" : first.display();
    }
  }

  /** Evaluates the body; the bound value waits until it is wanted. */
  static final class With extends Node {
    private final int variable;
    private final Node body;

    With(int variable, Node body, int position) {
      super(position);
      this.variable = variable;
      this.body = body;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      Frame.Binding binding = frame.bindings[variable];
      binding.value = null;
      binding.lifted = frame.lifted;
      binding.element = frame.element;
      return body.evaluate(frame);
    }
  }

  /** Walks a collection: maps it (Select) or filters it (Where). */
  static final class Walk extends Node {
    private final int variable;
    private final Node collection;
    private final Node each;
    private final boolean filter;

    Walk(int variable, Node collection, Node each, boolean filter, int position) {
      super(position);
      this.variable = variable;
      this.collection = collection;
      this.each = each;
      this.filter = filter;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      ExpressionValue source = collection.operand(frame);
      if (source == ExpressionValue.NULL) {
        return ExpressionValue.NULL;
      }
      List<ExpressionValue> values =
          source instanceof Multi ? ((Multi) source).values() : List.of(source);
      List<ExpressionValue> results = new ArrayList<>();
      for (ExpressionValue value : values) {
        frame.bindings[variable].value = value;
        ExpressionValue result = each.operand(frame);
        if (!filter) {
          Lift.collect(result, results, frame);
        } else if (ConnectOperators.truth(result)) {
          Lift.collect(value, results, frame);
        }
      }
      return new Multi(results);
    }
  }

  /** The first source that is not NULL; {@code ""} counts as a value. */
  static final class Coalesce extends Node {
    private final Node[] sources;

    Coalesce(Node[] sources, int position) {
      super(position);
      this.sources = sources;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      for (Node source : sources) {
        ExpressionValue value = source.operand(frame);
        if (value != ExpressionValue.NULL) {
          return value;
        }
      }
      return ExpressionValue.NULL;
    }
  }

  /** The first candidate the target does not hold yet. */
  static final class Unique extends Node {
    private final Node[] candidates;

    Unique(Node[] candidates, int position) {
      super(position);
      this.candidates = candidates;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      for (Node candidate : candidates) {
        ExpressionValue value = Singles.first(candidate.operand(frame));
        if (value != ExpressionValue.NULL && !frame.context.inUse(value.display())) {
          return value;
        }
      }
      throw Fault.NO_UNIQUE_VALUE.because("All " + candidates.length + " candidates are in use.");
    }
  }

  /** A minus before something computed. */
  static final class Negate extends Node {
    private static final boolean[] SINGLE = {true};
    private final Node operand;

    Negate(Node operand, int position) {
      super(position);
      this.operand = operand;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      ExpressionValue[] values = {operand.operand(frame)};
      return Singles.apply(
          Dialect.CONNECT, values, SINGLE, frame, each -> ConnectOperators.negate(each[0]));
    }
  }
}
