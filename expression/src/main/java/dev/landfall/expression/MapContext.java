package dev.landfall.expression;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A context over plain maps, for the command line and for tests. */
public final class MapContext implements EvaluationContext {
  private final Map<String, ExpressionValue> attributes;
  private final @Nullable Map<String, ExpressionValue> imported;
  private final Map<String, ExpressionValue> parameters;
  private final Clock clock;
  private final RandomGenerator random;

  private MapContext(Builder builder) {
    attributes = copy(builder.attributes);
    Map<String, ExpressionValue> confirmed = builder.imported;
    imported = confirmed == null ? null : copy(confirmed);
    parameters = copy(builder.parameters);
    clock = builder.clock;
    random = builder.random;
  }

  private static Map<String, ExpressionValue> copy(Map<String, ExpressionValue> source) {
    Map<String, ExpressionValue> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(source);
    return copy;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The value of an attribute, whatever the case of its name. */
  public ExpressionValue value(String name) {
    return attributes.getOrDefault(name, ExpressionValue.NULL);
  }

  @Override
  public ExpressionValue attribute(AttributeReference attribute) {
    return value(attribute.name());
  }

  /** Reads the attributes when nothing was said about what an import confirmed. */
  @Override
  public ExpressionValue importedValue(AttributeReference attribute) {
    return (imported == null ? attributes : imported)
        .getOrDefault(attribute.name(), ExpressionValue.NULL);
  }

  @Override
  public long valueCount(AttributeReference attribute) {
    ExpressionValue value = attribute(attribute);
    if (value instanceof ExpressionValue.Multi) {
      return ((ExpressionValue.Multi) value).values().size();
    }
    return value == ExpressionValue.NULL ? 0 : 1;
  }

  @Override
  public Optional<ExpressionValue> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  /** Not thread-safe. */
  public static final class Builder {
    private final Map<String, ExpressionValue> attributes = new TreeMap<>();
    private final Map<String, ExpressionValue> parameters = new TreeMap<>();
    private @Nullable Map<String, ExpressionValue> imported;
    private Clock clock = Clock.systemUTC();
    private RandomGenerator random = new SplittableRandom();

    private Builder() {}

    public Builder attribute(String name, ExpressionValue value) {
      attributes.put(name, value);
      return this;
    }

    public Builder attributes(Map<String, ExpressionValue> values) {
      attributes.putAll(values);
      return this;
    }

    /** From now on {@code ImportedValue} reads only what is given here, even if that is nothing. */
    public Builder imported(Map<String, ExpressionValue> values) {
      Map<String, ExpressionValue> confirmed = imported == null ? new TreeMap<>() : imported;
      confirmed.putAll(values);
      imported = confirmed;
      return this;
    }

    public Builder parameter(String name, ExpressionValue value) {
      parameters.put(name, value);
      return this;
    }

    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    public Builder random(RandomGenerator newRandom) {
      random = newRandom;
      return this;
    }

    public MapContext build() {
      return new MapContext(this);
    }
  }
}
