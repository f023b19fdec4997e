package dev.landfall.expression;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A function as help, completion and documentation show it.
 *
 * @param family the heading it is listed under
 * @param signature types and names: {@code str Left(str text, num count)}; {@code ?} marks
 *     optional, {@code ...} repeating
 * @param parameters in order
 */
public record FunctionDescriptor(
    String name,
    Dialect dialect,
    String family,
    String signature,
    String returns,
    List<Parameter> parameters,
    String description,
    List<Example> examples) {

  public FunctionDescriptor {
    requireNonNull(name, "name");
    requireNonNull(description, "description");
    parameters = List.copyOf(parameters);
    examples = List.copyOf(examples);
  }

  public record Parameter(String name, String type, boolean optional, boolean repeating) {}
}
