package dev.landfall.expression.function;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.Example;
import dev.landfall.expression.ExpressionValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One row of a catalogue, read from its signature onwards. */
public final class FunctionRow {
  private static final Pattern SIGNATURE = Pattern.compile("(mv)?([\\w|]*) (\\w+)\\((.*)\\)");
  private static final Pattern PARAMETER =
      Pattern.compile("(mv)?([\\w|]*) (\\w+)(\\?)?(\\.\\.\\.)?");

  private final Dialect dialect;
  private final String family;
  private final String signature;
  private final String description;
  private final List<Example> examples = new ArrayList<>();
  private Optional<ExpressionValue> nullGives = Optional.empty();
  private Optional<String> otherSpelling = Optional.empty();
  private boolean anyNull;
  private boolean pure = true;
  private CallCheck callCheck = CallCheck.NOTHING;

  private FunctionRow(Dialect dialect, String family, String signature, String description) {
    this.dialect = dialect;
    this.family = family;
    this.signature = signature;
    this.description = description;
  }

  /** Starts rows of one family. */
  public static Family family(Dialect dialect, String name) {
    return (signature, description) -> new FunctionRow(dialect, name, signature, description);
  }

  /** The rows of one family. */
  @FunctionalInterface
  public interface Family {
    /**
     * @param signature {@code type Name(type name, type name?, type name...)}; {@code str|num} is
     *     one of several types, {@code mvstr} a collection of one
     */
    FunctionRow row(String signature, String description);
  }

  public FunctionRow example(String expression, String expected) {
    examples.add(new Example(expression, Map.of(), expected));
    return this;
  }

  public FunctionRow example(
      String expression, String attribute, ExpressionValue value, String expected) {
    examples.add(new Example(expression, Map.of(attribute, value), expected));
    return this;
  }

  /** What a NULL first argument gives, before anything else is looked at. */
  public FunctionRow nullGives(ExpressionValue value) {
    nullGives = Optional.of(value);
    return this;
  }

  /** What any NULL argument gives. */
  public FunctionRow anyNullGives(ExpressionValue value) {
    anyNull = true;
    return nullGives(value);
  }

  public FunctionRow alsoSpelt(String spelling) {
    otherSpelling = Optional.of(spelling);
    return this;
  }

  /** Depends on more than its arguments. */
  public FunctionRow varies() {
    pure = false;
    return this;
  }

  public FunctionRow checked(CallCheck check) {
    callCheck = check;
    return this;
  }

  public FunctionDefinition computes(FunctionBody body) {
    return build(Form.COMPUTE, body);
  }

  public FunctionDefinition compiledAs(Form form) {
    return build(
        form,
        arguments -> {
          throw new IllegalStateException("compiled specially: " + form);
        });
  }

  private FunctionDefinition build(Form form, FunctionBody body) {
    Matcher matcher = SIGNATURE.matcher(signature);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Signature \"" + signature + "\"");
    }
    List<FunctionDefinition.FormalParameter> parameters = new ArrayList<>();
    for (String parameter : matcher.group(4).split(", ", -1)) {
      if (!parameter.isEmpty()) {
        parameters.add(parameter(parameter));
      }
    }
    boolean collection = matcher.group(1) != null;
    return new FunctionDefinition(
        matcher.group(3),
        otherSpelling,
        dialect,
        family,
        signature,
        ParameterKinds.of(matcher.group(2)),
        collection,
        parameters,
        description,
        examples,
        form,
        nullGives,
        anyNull,
        pure,
        callCheck,
        body);
  }

  private FunctionDefinition.FormalParameter parameter(String text) {
    Matcher matcher = PARAMETER.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Parameter \"" + text + "\" of \"" + signature + "\"");
    }
    boolean collection = matcher.group(1) != null;
    ParameterKinds kinds = ParameterKinds.of(matcher.group(2));
    return new FunctionDefinition.FormalParameter(
        matcher.group(3),
        collection ? ParameterType.MV : kinds.type(),
        kinds,
        matcher.group(4) != null,
        matcher.group(5) != null);
  }
}
