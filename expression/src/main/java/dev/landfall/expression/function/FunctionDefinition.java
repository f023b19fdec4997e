package dev.landfall.expression.function;

import static java.util.Objects.requireNonNull;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.Example;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.FunctionDescriptor;
import java.util.List;
import java.util.Optional;

/**
 * A function: what it is called with, what it says about itself, what it computes. Built by {@link
 * FunctionRow}.
 *
 * @param otherSpelling a second one that the reference itself uses
 * @param returns the kinds of the result, of its values when it is a collection
 * @param nullGives the result when the first argument is NULL; empty: the body decides
 * @param anyNull {@code nullGives} holds for every argument, not only for the first
 * @param pure the same arguments always give the same result, so constants may be folded
 */
public record FunctionDefinition(
    String name,
    Optional<String> otherSpelling,
    Dialect dialect,
    String family,
    String signature,
    ParameterKinds returns,
    boolean returnsCollection,
    List<FormalParameter> parameters,
    String description,
    List<Example> examples,
    Form form,
    Optional<ExpressionValue> nullGives,
    boolean anyNull,
    boolean pure,
    CallCheck callCheck,
    FunctionBody body) {

  public FunctionDefinition {
    requireNonNull(name, "name");
    parameters = List.copyOf(parameters);
    examples = List.copyOf(examples);
  }

  /**
   * A parameter; repeating ones are last and repeat as a group.
   *
   * @param kinds of the argument, of its values when it is a collection
   */
  public record FormalParameter(
      String name, ParameterType type, ParameterKinds kinds, boolean optional, boolean repeating) {

    /** What the parameter takes, as a part of a sentence. */
    public String words() {
      return type == ParameterType.MV && !kinds.any()
          ? type.words() + " of " + kinds.words()
          : kinds.any() ? type.words() : kinds.words();
    }
  }

  /** Whether the name is written as the reference writes it, in one place or another. */
  public boolean isSpelt(String written) {
    return name.equals(written) || otherSpelling.equals(Optional.of(written));
  }

  public int minimumArguments() {
    return (int) parameters.stream().filter(p -> !p.optional()).count();
  }

  /** How many parameters repeat together at the end: 2 for the pairs of Switch, 0 for most. */
  public int repeatingGroup() {
    return (int) parameters.stream().filter(FormalParameter::repeating).count();
  }

  public boolean accepts(int arguments) {
    int group = repeatingGroup();
    if (arguments < minimumArguments()) {
      return false;
    }
    return group == 0
        ? arguments <= parameters.size()
        : arguments <= parameters.size() - group
            || (arguments - (parameters.size() - group)) % group == 0;
  }

  /** The parameter an argument belongs to, counted from 0. */
  public FormalParameter parameter(int argument) {
    if (argument < parameters.size()) {
      return parameters.get(argument);
    }
    int group = repeatingGroup();
    int first = parameters.size() - group;
    return parameters.get(first + (argument - first) % group);
  }

  public FunctionDescriptor descriptor() {
    return new FunctionDescriptor(
        name,
        dialect,
        family,
        signature,
        signature.substring(0, signature.indexOf(' ')),
        parameters.stream()
            .map(
                p ->
                    new FunctionDescriptor.Parameter(
                        p.name(), p.words(), p.optional(), p.repeating()))
            .toList(),
        description,
        examples);
  }
}
