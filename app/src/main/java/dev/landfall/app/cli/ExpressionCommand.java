package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.expression.Dialect;
import dev.landfall.expression.Example;
import dev.landfall.expression.FunctionCatalogue;
import dev.landfall.expression.FunctionDescriptor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "expression",
    mixinStandardHelpOptions = true,
    description = "The two expression languages.",
    footer = {"", "Example: landfall expression eval --dialect connect 'Left(\"abc\",2)'"})
final class ExpressionCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  private static Dialect dialect(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "connect" -> Dialect.CONNECT;
      case "cloud-sync" -> Dialect.CLOUD_SYNC;
      default ->
          throw new LandfallException(
              ErrorCode.CONFIGURATION_INVALID,
              "\"" + text + "\" is no dialect; there are connect and cloud-sync.");
    };
  }

  @Command(
      description = "Evaluates one expression, or JSON lines with --batch.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example: echo '{\"id\":\"1\",\"expression\":\"Left([mail],3)\","
            + "\"attributes\":{\"mail\":\"ada@x\"}}' | landfall expression eval --dialect connect"
            + " --batch -"
      })
  int eval(
      @Option(names = "--dialect", required = true, paramLabel = "connect|cloud-sync") String name,
      @Option(names = "--batch", paramLabel = "FILE|-") Optional<String> batch,
      @Parameters(paramLabel = "EXPRESSION", arity = "0..1") Optional<String> expression) {
    Dialect dialect = dialect(name);
    Output output = root.output();
    ExpressionBatch evaluator = new ExpressionBatch(dialect);
    if (batch.isEmpty()) {
      String text =
          expression.orElseThrow(
              () ->
                  new LandfallException(
                      ErrorCode.CONFIGURATION_INVALID, "Give an expression, or --batch FILE."));
      ObjectNode result =
          evaluator.line(Output.object().put("id", "1").put("expression", text).toString(), 1);
      output.jsonLine(result);
      return result.get("outcome").asText().equals("error")
          ? ExitCodes.CONFIGURATION
          : ExitCodes.DONE;
    }
    try (BufferedReader reader = open(batch.get())) {
      int number = 0;
      String line;
      while ((line = reader.readLine()) != null) {
        number++;
        if (!line.isBlank()) {
          output.jsonLine(evaluator.line(line, number));
        }
      }
    } catch (IOException unreadable) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "\"" + batch.get() + "\" cannot be read: " + unreadable.getMessage(),
          unreadable);
    }
    return ExitCodes.DONE;
  }

  private static BufferedReader open(String source) throws IOException {
    return source.equals("-")
        ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        : Files.newBufferedReader(Path.of(source));
  }

  @Command(
      description = "Lists the functions of a dialect.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall expression functions --dialect cloud-sync"})
  int functions(
      @Option(names = "--dialect", required = true, paramLabel = "connect|cloud-sync")
          String name) {
    Output output = root.output();
    List<FunctionDescriptor> functions = FunctionCatalogue.of(dialect(name));
    ObjectNode document = Output.object();
    ArrayNode array = document.putArray("functions");
    for (FunctionDescriptor function : functions) {
      ObjectNode node = array.addObject();
      node.put("name", function.name());
      node.put("signature", function.signature());
      node.put("description", function.description());
      ArrayNode examples = node.putArray("examples");
      for (Example example : function.examples()) {
        examples.add(example.toString());
      }
    }
    output.document(document);
    output.table(
        List.of("signature", "description"),
        functions.stream()
            .map(function -> List.of(function.signature(), function.description()))
            .toList());
    return ExitCodes.DONE;
  }
}
