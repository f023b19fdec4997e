package dev.landfall.engine.cloudsync;

import dev.landfall.expression.Compilation;
import dev.landfall.expression.Dialect;
import dev.landfall.expression.Expression;
import java.util.Optional;

/**
 * One attribute mapping of a job.
 *
 * @param target attribute in Active Directory; {@code cn} and {@code parentDistinguishedName}
 *     rename and move
 * @param onlyOnCreate applied when the object is created, never afterwards
 */
public record AttributeMapping(
    String target, Source source, Optional<String> defaultValue, boolean onlyOnCreate) {

  /** Where the value comes from. */
  public sealed interface Source {
    /** A property of the cloud group, as it is. */
    record Direct(String attribute) implements Source {}

    /** The same text for every group. */
    record Constant(String text) implements Source {}

    /** An expression of the Cloud Sync dialect. */
    record Computed(Expression expression) implements Source {}
  }

  static AttributeMapping direct(String attribute, String target) {
    return new AttributeMapping(target, new Source.Direct(attribute), Optional.empty(), false);
  }

  static AttributeMapping constant(String text, String target) {
    return new AttributeMapping(target, new Source.Constant(text), Optional.empty(), false);
  }

  /** A mapping by expression; throws if the expression does not compile. */
  static AttributeMapping computed(String expression, String target) {
    Compilation compilation = Expression.compile(Dialect.CLOUD_SYNC, expression);
    return new AttributeMapping(
        target, new Source.Computed(compilation.orThrow()), Optional.empty(), false);
  }

  /** The text of the source, for display. */
  public String describe() {
    if (source instanceof Source.Direct direct) {
      return "[" + direct.attribute() + "]";
    }
    return source instanceof Source.Constant constant
        ? "\"" + constant.text() + "\""
        : ((Source.Computed) source).expression().source();
  }
}
