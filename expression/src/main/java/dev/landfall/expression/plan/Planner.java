package dev.landfall.expression.plan;

import dev.landfall.expression.AttributeReference;
import dev.landfall.expression.Dialect;
import dev.landfall.expression.EvaluationContext;
import dev.landfall.expression.EvaluationException;
import dev.landfall.expression.EvaluationStep;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.MapContext;
import dev.landfall.expression.check.Constants;
import dev.landfall.expression.function.Budget;
import dev.landfall.expression.function.Form;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionTable;
import dev.landfall.expression.function.ParameterType;
import dev.landfall.expression.parse.Ast;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Compiles a checked tree: functions and attributes resolved, constants folded. One use each. */
public final class Planner {
  private static final EvaluationContext NOWHERE = MapContext.builder().build();
  private static final Frame.Slot[] NO_SLOTS = {};

  /** A variable in scope; {@code bound} is empty for those of Select and Where. */
  private record Scope(String name, int index, List<Node> bound) {}

  private final Budget compiling = Budget.ofCompiler();
  private final Dialect dialect;
  private final FunctionTable functions;
  private final Map<Frame.Slot, Integer> slots = new LinkedHashMap<>();
  private final List<Frame.Slot> written = new ArrayList<>();
  private final Map<String, AttributeReference> attributes = new LinkedHashMap<>();
  private final Set<String> parameters = new LinkedHashSet<>();
  private final Deque<Scope> scopes = new ArrayDeque<>();
  private int variables;
  private boolean redacted;
  private boolean needsUniqueValue;
  private boolean repeatable = true;

  private final Optional<Consumer<EvaluationStep>> listener;

  public Planner(Dialect dialect, FunctionTable functions) {
    this(dialect, functions, Optional.empty());
  }

  private Planner(
      Dialect dialect, FunctionTable functions, Optional<Consumer<EvaluationStep>> listener) {
    this.dialect = dialect;
    this.functions = functions;
    this.listener = listener;
  }

  /** Plans whose evaluations tell every step; slower, and otherwise the same. */
  public static Planner telling(
      Dialect dialect, FunctionTable functions, Consumer<EvaluationStep> listener) {
    return new Planner(dialect, functions, Optional.of(listener));
  }

  public Plan plan(Ast root) {
    Node node = region(root, false);
    return new Plan(
        new Plan.Root(node, written.toArray(Frame.Slot[]::new), variables),
        attributes.values().stream().map(AttributeReference::name).toList(),
        Collections.unmodifiableSet(parameters),
        redacted,
        needsUniqueValue,
        repeatable && !needsUniqueValue);
  }

  private Node region(Ast ast, boolean aggregate) {
    Lift lift = new Lift(aggregate, ast.position());
    Node body = compile(ast, lift, aggregate ? ParameterType.VAR : null);
    // Cloud Sync takes first values instead of walking collections.
    return dialect == Dialect.CONNECT ? lift.around(body) : body;
  }

  /** Where a single value is wanted: an attribute read here is one the region may have to walk. */
  private Node single(Ast ast, Lift region) {
    return compile(ast, region, ParameterType.ONE);
  }

  private Node compile(
      Ast ast, Lift region, @org.jspecify.annotations.Nullable ParameterType wanted) {
    Node node = node(ast, region, wanted);
    boolean evident = ast instanceof Ast.Literal || ast instanceof Ast.Constant;
    return listener.isEmpty() || evident ? node : new ToldNode(ast, node, listener.get());
  }

  private Node node(Ast ast, Lift region, @org.jspecify.annotations.Nullable ParameterType wanted) {
    boolean single = wanted != null && wanted.takesOneValue();
    int position = ast.position();
    if (ast instanceof Ast.Literal) {
      return new Leaves.Constant(((Ast.Literal) ast).value(), position);
    }
    if (ast instanceof Ast.Attribute) {
      return attribute(((Ast.Attribute) ast).name(), false, region, single, position);
    }
    if (ast instanceof Ast.Parameter) {
      parameters.add(((Ast.Parameter) ast).name());
      return new Leaves.Parameter(((Ast.Parameter) ast).name(), position);
    }
    if (ast instanceof Ast.Variable) {
      return variable(((Ast.Variable) ast).name(), position);
    }
    if (ast instanceof Ast.Constant) {
      ExpressionValue value = Constants.of(dialect).get(((Ast.Constant) ast).name());
      return new Leaves.Constant(value == null ? ExpressionValue.NULL : value, position);
    }
    if (ast instanceof Ast.Negate) {
      Node operand = single(((Ast.Negate) ast).operand(), region);
      return folded(new Forms.Negate(operand, position), operand);
    }
    if (ast instanceof Ast.Binary) {
      return chain((Ast.Binary) ast, region);
    }
    if (ast instanceof Ast.Call) {
      return call((Ast.Call) ast, region, single);
    }
    return new Leaves.Constant(ExpressionValue.NULL, position);
  }

  private Node attribute(String name, boolean imported, Lift region, boolean single, int position) {
    int slot =
        slots.computeIfAbsent(
            new Frame.Slot(reference(name), imported),
            fresh -> {
              written.add(fresh);
              return written.size() - 1;
            });
    if (single) {
      region.wants(slot);
    }
    return new Leaves.Attribute(slot, position);
  }

  /** Down the left side without recursion, then the operators in the order they apply. */
  private Node chain(Ast.Binary last, Lift region) {
    Deque<Ast.Binary> spine = new ArrayDeque<>();
    Ast leftmost = last;
    while (leftmost instanceof Ast.Binary) {
      spine.push((Ast.Binary) leftmost);
      leftmost = ((Ast.Binary) leftmost).left();
    }
    Node first = single(leftmost, region);
    List<OperatorChain.Link> links = new ArrayList<>();
    for (Ast.Binary binary : spine) {
      Node right = single(binary.right(), region);
      links.add(new OperatorChain.Link(binary.operator(), right, binary.position()));
      if (links.size() == 1 && first.isConstant() && right.isConstant()) {
        Node value = folded(OperatorChain.of(dialect, first, links), first, right);
        if (value.isConstant()) {
          first = value;
          links.clear();
        }
      }
    }
    return links.isEmpty() ? first : OperatorChain.of(dialect, first, links);
  }

  private AttributeReference reference(String name) {
    return attributes.computeIfAbsent(
        name.toLowerCase(Locale.ROOT), fresh -> new AttributeReference(name, attributes.size()));
  }

  private Node variable(String name, int position) {
    for (Scope scope : scopes) {
      if (scope.name.equals(name)) {
        return scope.bound.isEmpty()
            ? new Leaves.Variable(scope.index, position)
            : new Leaves.LazyVariable(scope.index, () -> scope.bound.get(0), position);
      }
    }
    throw new IllegalStateException("unbound $" + name);
  }

  private Node call(Ast.Call call, Lift region, boolean single) {
    FunctionDefinition function = functions.find(call.name()).orElseThrow();
    List<Ast> arguments = call.arguments();
    int position = call.position();
    repeatable &= function.pure();
    return switch (function.form()) {
      case IIF -> new Forms.Iif(dialect, branches(arguments, 1, region), position);
      case SWITCH_PAIRS -> new Forms.SwitchPairs(branches(arguments, 2, region), position);
      case SWITCH_KEYS -> new Forms.SwitchKeys(all(arguments, region), position);
      case COALESCE -> new Forms.Coalesce(all(arguments, region), position);
      case REDACT -> {
        redacted = true;
        yield compile(arguments.get(0), region, null);
      }
      case UNIQUE -> {
        needsUniqueValue = true;
        yield new Forms.Unique(all(arguments, region), position);
      }
      case WITH -> with(arguments, region, position);
      case SELECT -> walk(arguments, false, position);
      case WHERE -> walk(arguments, true, position);
      case IMPORTED_VALUE -> attribute(name(arguments), true, region, single, position);
      case VALUE_COUNT -> {
        yield new Leaves.ValueCount(reference(name(arguments)), position);
      }
      case COMPUTE -> computed(function, arguments, region, position);
    };
  }

  private static String name(List<Ast> arguments) {
    return ((Ast.Literal) arguments.get(0)).value().display();
  }

  /** Conditions belong to the region, branches are regions of their own: they may not be taken. */
  private Node[] branches(List<Ast> arguments, int conditionEvery, Lift region) {
    Node[] nodes = new Node[arguments.size()];
    for (int i = 0; i < nodes.length; i++) {
      boolean condition = conditionEvery == 1 ? i == 0 : i % conditionEvery == 0;
      nodes[i] = condition ? single(arguments.get(i), region) : region(arguments.get(i), false);
    }
    return nodes;
  }

  private Node[] all(List<Ast> arguments, Lift region) {
    return arguments.stream().map(a -> compile(a, region, null)).toArray(Node[]::new);
  }

  private Node with(List<Ast> arguments, Lift region, int position) {
    Node bound = compile(arguments.get(1), region, null);
    int index = variables++;
    scopes.push(new Scope(((Ast.Variable) arguments.get(0)).name(), index, List.of(bound)));
    Node body = compile(arguments.get(2), region, null);
    scopes.pop();
    return new Forms.With(index, body, position);
  }

  private Node walk(List<Ast> arguments, boolean filter, int position) {
    Node collection = region(arguments.get(1), true);
    int index = variables++;
    scopes.push(new Scope(((Ast.Variable) arguments.get(0)).name(), index, List.of()));
    Node each = region(arguments.get(2), false);
    scopes.pop();
    return new Forms.Walk(index, collection, each, filter, position);
  }

  private Node computed(
      FunctionDefinition function, List<Ast> arguments, Lift region, int position) {
    Node[] nodes = new Node[arguments.size()];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] =
          function.parameter(i).type().takesOneValue()
              ? single(arguments.get(i), region)
              : region(arguments.get(i), true);
    }
    Node call = new CallNode(function, nodes, position);
    return function.pure() && function.form() == Form.COMPUTE ? folded(call, nodes) : call;
  }

  /** The value, when it cannot change; a failing constant stays, to fail only if it is reached. */
  private Node folded(Node node, Node... operands) {
    for (Node operand : operands) {
      if (!operand.isConstant()) {
        return node;
      }
    }
    try {
      return new Leaves.Constant(
          node.evaluate(new Frame(NOWHERE, compiling, NO_SLOTS, 0)), node.position);
    } catch (EvaluationException e) {
      return node;
    }
  }
}
