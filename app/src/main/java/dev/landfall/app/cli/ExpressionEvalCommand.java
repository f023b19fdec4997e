package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.expression.Dialect;
import dev.landfall.expression.Expression;
import dev.landfall.expression.ExpressionProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "eval",
    description = {
      "Evaluates one expression, or JSON lines with --batch.",
      "The result is a JSON line on standard output. For a single expression, every problem is",
      "shown with its place on standard error."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: echo '{\"id\":\"1\",\"expression\":\"Left([mail],3)\","
          + "\"attributes\":{\"mail\":\"ada@x\"}}' | landfall expression eval --dialect connect"
          + " --batch -"
    })
final class ExpressionEvalCommand implements Callable<Integer> {
  @ParentCommand private ExpressionCommand parent = new ExpressionCommand();

  @Option(names = "--dialect", required = true, paramLabel = "connect|cloud-sync")
  private String dialect = "";

  @Option(names = "--batch", paramLabel = "FILE|-")
  private Optional<String> batch = Optional.empty();

  @Parameters(paramLabel = "EXPRESSION", arity = "0..1")
  private Optional<String> expression = Optional.empty();

  @Override
  public Integer call() {
    Dialect language = ExpressionCommand.dialect(dialect);
    return batch.isPresent() ? batch(language, batch.get()) : single(language);
  }

  private int single(Dialect language) {
    Output output = parent.root().output();
    String text =
        expression.orElseThrow(
            () ->
                new LandfallException(
                    ErrorCode.CONFIGURATION_INVALID, "Give an expression, or --batch FILE."));
    for (ExpressionProblem problem : Expression.compile(language, text).problems()) {
      String hint = problem.hint().isEmpty() ? "" : " " + problem.hint();
      output.progress(
          problem.severity().name().toLowerCase(Locale.ROOT) + ": " + problem.message() + hint);
      output.progress(problem.caret(text));
    }
    ObjectNode result =
        new ExpressionBatch(language)
            .line(Output.object().put("id", "1").put("expression", text).toString(), 1);
    output.jsonLine(result);
    return result.get("outcome").asText().equals("error")
        ? ExitCodes.CONFIGURATION
        : ExitCodes.DONE;
  }

  private int batch(Dialect language, String source) {
    Output output = parent.root().output();
    ExpressionBatch evaluator = new ExpressionBatch(language);
    try (BufferedReader reader = open(source)) {
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
          "\"" + source + "\" cannot be read: " + unreadable.getMessage(),
          unreadable);
    }
    return ExitCodes.DONE;
  }

  private static BufferedReader open(String source) throws IOException {
    return source.equals("-")
        ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        : Files.newBufferedReader(Path.of(source));
  }
}
