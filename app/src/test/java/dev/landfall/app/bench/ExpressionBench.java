package dev.landfall.app.bench;

import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.Transformation;
import dev.landfall.engine.rule.xml.RuleXmlReader;
import dev.landfall.expression.AttributeReference;
import dev.landfall.expression.Dialect;
import dev.landfall.expression.EvaluationContext;
import dev.landfall.expression.Expression;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Twenty expressions of a real server's rules beside the same logic in plain Java ({@link
 * FlowsByHand}), over the same objects; both look attributes up in a hash map. The results are
 * compared first. The rules are not part of the project: without them there is nothing to measure.
 */
final class ExpressionBench {
  static final String DOMAIN = "corp.example.com";

  private final int rounds;
  private final Path folder =
      Path.of(System.getProperty("landfall.root", "."))
          .resolve("../shared/data/entra-connect-contoso/SynchronizationRules");

  ExpressionBench(boolean quick) {
    // A round takes some milliseconds; it takes a hundred of them until both sides are compiled.
    this.rounds = quick ? 200 : 600;
  }

  List<Figure> run() throws IOException {
    if (!Files.isDirectory(folder)) {
      System.err.println("bench: expression is skipped: no exported rules at " + folder);
      return List.of();
    }
    Map<String, String> sources = sources();
    List<Map<String, Object>> objects = new BenchObjects().many(1_000);
    List<EvaluationContext> contexts =
        objects.stream().<EvaluationContext>map(o -> new MapSource(values(o))).toList();
    List<Pair> pairs = new ArrayList<>();
    FlowsByHand.ALL.forEach(
        (key, byHand) -> {
          String source = Objects.requireNonNull(sources.get(key), key);
          Pair pair = new Pair(key, Expression.compile(Dialect.CONNECT, source).orThrow(), byHand);
          pair.compare(objects, contexts);
          pairs.add(pair);
        });
    // All of them in turn, round after round: neither side is measured before the other is warm.
    for (int round = 0; round < rounds; round++) {
      for (Pair pair : pairs) {
        pair.measure(objects, contexts);
      }
    }
    List<Figure> figures = new ArrayList<>();
    double ours = 0;
    double floor = 0;
    for (Pair pair : pairs) {
      figures.add(pair.figure());
      ours += pair.figure().ours();
      floor += pair.figure().floor();
    }
    figures.add(figure("expressions, all 20", ours, floor));
    return figures;
  }

  private static Figure figure(String name, double ours, double floor) {
    return new Figure(name, "expression", ours, "plain Java", floor, "ns", ours / floor);
  }

  /** The computed flows, by rule and target. */
  private Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        Optional<SyncRule> rule = RuleXmlReader.read(file, new ArrayList<>());
        for (AttributeFlow flow : rule.orElseThrow().flows()) {
          if (flow.transformation() instanceof Transformation.Computed computed) {
            sources.putIfAbsent(
                rule.get().name() + "|" + flow.target().name(), computed.expression());
          }
        }
      }
    }
    return sources;
  }

  private static Map<String, ExpressionValue> values(Map<String, Object> object) {
    Map<String, ExpressionValue> values = new HashMap<>();
    object.forEach((name, value) -> values.put(name, value(value)));
    return values;
  }

  private static ExpressionValue value(Object plain) {
    if (plain instanceof List<?> list) {
      return new ExpressionValue.Multi(list.stream().map(ExpressionBench::value).toList());
    }
    if (plain instanceof byte[] bytes) {
      return new ExpressionValue.Bin(bytes);
    }
    if (plain instanceof Boolean bool) {
      return ExpressionValue.of(bool);
    }
    return plain instanceof Long number
        ? ExpressionValue.of(number)
        : ExpressionValue.of((String) plain);
  }

  private static @Nullable Object plain(Outcome outcome) {
    return outcome instanceof Outcome.Value value ? plain(value.value()) : null;
  }

  private static Object plain(ExpressionValue value) {
    if (value instanceof ExpressionValue.Multi multi) {
      return multi.values().stream().map(ExpressionBench::plain).toList();
    }
    if (value instanceof ExpressionValue.Bool bool) {
      return bool.value();
    }
    return value instanceof ExpressionValue.Num number ? number.number() : value.display();
  }

  /** One expression and its counterpart. */
  private static final class Pair {
    private final String name;
    private final Expression expression;
    private final Function<Map<String, Object>, @Nullable Object> byHand;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> floor = new ArrayList<>();
    private @Nullable Object[] kept = {};

    Pair(
        String name,
        Expression expression,
        Function<Map<String, Object>, @Nullable Object> byHand) {
      this.name = name;
      this.expression = expression;
      this.byHand = byHand;
    }

    void compare(List<Map<String, Object>> objects, List<EvaluationContext> contexts) {
      for (int i = 0; i < objects.size(); i++) {
        Object expected = byHand.apply(objects.get(i));
        Object actual = plain(expression.evaluate(contexts.get(i)));
        if (!Objects.equals(expected, actual)) {
          throw new IllegalStateException(
              name + " of object " + i + ": " + actual + ", by hand " + expected);
        }
      }
    }

    /** Results are kept, so that neither side's work can be optimised away. */
    void measure(List<Map<String, Object>> objects, List<EvaluationContext> contexts) {
      int count = objects.size();
      kept = new Object[count];
      long began = System.nanoTime();
      for (int i = 0; i < count; i++) {
        kept[i] = expression.evaluate(contexts.get(i));
      }
      long between = System.nanoTime();
      for (int i = 0; i < count; i++) {
        kept[i] = byHand.apply(objects.get(i));
      }
      long ended = System.nanoTime();
      ours.add((between - began) / (double) count);
      floor.add((ended - between) / (double) count);
    }

    /** The later half counts; the first warmed up. */
    Figure figure() {
      String shown = name.substring(name.indexOf(" - ") + 3).replace("Common from Exchange", "");
      return ExpressionBench.figure(
          shown.replace("|", " ").replace("  ", " "),
          Bench.median(ours.subList(ours.size() / 2, ours.size())),
          Bench.median(floor.subList(floor.size() / 2, floor.size())));
    }
  }

  /** The object as the expression sees it. */
  private record MapSource(Map<String, ExpressionValue> values) implements EvaluationContext {
    private static final Optional<ExpressionValue> DOMAIN_PARAMETER =
        Optional.of(ExpressionValue.of(DOMAIN));
    private static final RandomGenerator RANDOM = new SplittableRandom(1);

    @Override
    public ExpressionValue attribute(AttributeReference attribute) {
      ExpressionValue value = values.get(attribute.name());
      return value == null ? ExpressionValue.NULL : value;
    }

    @Override
    public ExpressionValue importedValue(AttributeReference attribute) {
      return attribute(attribute);
    }

    @Override
    public long valueCount(AttributeReference attribute) {
      return 1;
    }

    @Override
    public Optional<ExpressionValue> parameter(String name) {
      return DOMAIN_PARAMETER;
    }

    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public RandomGenerator random() {
      return RANDOM;
    }
  }
}
