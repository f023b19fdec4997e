package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.expression.Dialect;
import dev.landfall.expression.Example;
import dev.landfall.expression.FunctionCatalogue;
import dev.landfall.expression.FunctionDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "functions",
    description = "Lists the functions of a dialect, or explains one with its examples.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: landfall expression functions --dialect connect Word"})
final class ExpressionFunctionsCommand implements Callable<Integer> {
  @ParentCommand private ExpressionCommand parent = new ExpressionCommand();

  @Option(names = "--dialect", required = true, paramLabel = "connect|cloud-sync")
  private String dialect = "";

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Only this one, in full.")
  private Optional<String> name = Optional.empty();

  @Override
  public Integer call() {
    Dialect language = ExpressionCommand.dialect(dialect);
    List<FunctionDescriptor> functions =
        name.map(wanted -> List.of(find(language, wanted)))
            .orElseGet(() -> FunctionCatalogue.of(language));
    Output output = parent.root().output();
    ObjectNode document = Output.object();
    ArrayNode array = document.putArray("functions");
    functions.forEach(function -> array.add(json(function)));
    output.document(document);
    if (name.isPresent() && !output.json()) {
      explain(functions.get(0), output);
      return ExitCodes.DONE;
    }
    output.table(
        List.of("signature", "description"),
        functions.stream()
            .map(function -> List.of(function.signature(), function.description()))
            .toList());
    return ExitCodes.DONE;
  }

  private static FunctionDescriptor find(Dialect language, String wanted) {
    return FunctionCatalogue.find(language, wanted)
        .orElseThrow(
            () ->
                new LandfallException(
                    ErrorCode.CONFIGURATION_INVALID,
                    ("There is no function \""
                            + wanted
                            + "\" in this dialect. "
                            + FunctionCatalogue.didYouMean(language, wanted))
                        .strip()));
  }

  private static void explain(FunctionDescriptor function, Output output) {
    output.say(function.signature());
    output.say("  " + function.description());
    output.say("");
    output.table(
        List.of("parameter", "takes", ""),
        function.parameters().stream()
            .map(
                each ->
                    List.of(
                        each.name(),
                        each.type(),
                        each.repeating() ? "repeating" : each.optional() ? "optional" : ""))
            .toList());
    output.say("");
    output.table(
        List.of("example", "with", "gives"),
        function.examples().stream()
            .map(each -> List.of(each.expression(), attributes(each), each.expected()))
            .toList());
  }

  private static String attributes(Example example) {
    return example.attributes().entrySet().stream()
        .map(each -> each.getKey() + " = " + shortened(each.getValue().display()))
        .collect(Collectors.joining(", "));
  }

  /** A certificate has two thousand characters, of which nobody reads the rest. */
  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private static ObjectNode json(FunctionDescriptor function) {
    ObjectNode node = Output.object();
    node.put("name", function.name());
    node.put("family", function.family());
    node.put("signature", function.signature());
    node.put("description", function.description());
    node.put("returns", function.returns());
    ArrayNode parameters = node.putArray("parameters");
    for (FunctionDescriptor.Parameter parameter : function.parameters()) {
      parameters
          .addObject()
          .put("name", parameter.name())
          .put("type", parameter.type())
          .put("optional", parameter.optional())
          .put("repeating", parameter.repeating());
    }
    ArrayNode examples = node.putArray("examples");
    for (Example example : function.examples()) {
      ObjectNode shown = examples.addObject();
      shown.put("expression", example.expression());
      ObjectNode attributes = shown.putObject("attributes");
      example.attributes().forEach((name, value) -> attributes.put(name, value.display()));
      shown.put("result", example.expected());
    }
    return node;
  }
}
