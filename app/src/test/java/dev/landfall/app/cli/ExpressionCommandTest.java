package dev.landfall.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code expression eval} and {@code expression functions}. */
class ExpressionCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException notJson) {
      throw new AssertionError(text, notJson);
    }
  }

  private List<JsonNode> batch(String dialect, String lines) throws IOException {
    Path file = Files.writeString(folder.resolve("batch.jsonl"), lines);
    CommandLineRun run =
        CommandLineRun.of("expression", "eval", "--dialect", dialect, "--batch", file.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out().lines().map(ExpressionCommandTest::parse).toList();
  }

  @Test
  void evaluatesABatchInOrderAndABadLineDoesNotStopIt() throws Exception {
    List<JsonNode> lines =
        batch(
            "connect",
            """
            {"id":"1","expression":"Left([mail],3)","attributes":{"mail":"ada@x"}}
            not json
            {"id":"3","expression":"IIF(True,AuthoritativeNull,1)","attributes":{}}
            {"id":"4","expression":"Left([mail]","attributes":{}}
            {"id":"5","expression":"[b]","attributes":{"b":{"$binary":"AQI="}}}
            {"id":"6","expression":"Trim([m])","attributes":{"m":[" a","b "]}}
            {"id":"7","expression":"Left([none],3)","attributes":{}}
            {"id":"8","expression":"Error(\\"no\\")","attributes":{}}
            {"id":"9","expression":"1"} and more
            {"id":"10","expression":"[n]","attributes":{"n":1.5}}
            {"id":"11","expression":"IgnoreThisFlow"}
            """);

    assertThat(lines)
        .extracting(line -> line.path("outcome").asText())
        .containsExactly(
            "value",
            "error",
            "authoritative-null",
            "error",
            "value",
            "value",
            "null",
            "error",
            "error",
            "error",
            "ignore");
    assertThat(lines.get(0).path("value").asText()).isEqualTo("ada");
    assertThat(lines.get(1).path("id").isNull()).isTrue();
    assertThat(lines.get(1).path("error").path("message").asText()).contains("2");
    assertThat(lines.get(3).path("error").path("position").asInt()).isEqualTo(11);
    assertThat(lines.get(4).path("value").path("$binary").asText()).isEqualTo("AQI=");
    assertThat(lines.get(5).path("value")).hasSize(2);
    assertThat(lines.get(7).path("error").path("code").asText())
        .isEqualTo("sync-rule-error-function-triggered");
    assertThat(lines.get(8).path("id").isNull()).isTrue();
    assertThat(lines.get(9).path("id").asText()).isEqualTo("10");
  }

  /** Every form a value has in JSON, in and out. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      "text" ~ "text"
      9223372036854775807 ~ 9223372036854775807
      true ~ true
      ["a"] ~ ["a"]
      ["a",null,"b"] ~ ["a","b"]
      [1,true] ~ [1,true]
      {"$binary":"AQI="} ~ {"$binary":"AQI="}
      {"$reference":"CN=a,DC=x"} ~ {"$reference":"CN=a,DC=x"}
      {"$dateTime":"2024-02-29T12:00:00Z"} ~ {"$dateTime":"2024-02-29T12:00:00Z"}
      [{"$reference":"CN=a"}] ~ [{"$reference":"CN=a"}]
      """)
  void valuesComeOutAsTheyWentIn(String in, String out) throws Exception {
    JsonNode line =
        batch("connect", "{\"id\":1,\"expression\":\"[v]\",\"attributes\":{\"v\":" + in + "}}\n")
            .get(0);

    assertThat(line.path("id")).isEqualTo(parse("1"));
    assertThat(line.path("value")).isEqualTo(parse(out));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      "expression":"[e]","attributes":{"e":""} ~ null
      "expression":"[e]","attributes":{"e":[]} ~ null
      "expression":"[e]","attributes":{"e":null} ~ null
      "expression":"IsNull([e])","attributes":{"e":""} ~ false
      "expression":"UTF8" ~ error
      "expression":"ImportedValue(\\"a\\")","attributes":{"a":"x"} ~ "x"
      "expression":"ImportedValue(\\"a\\")","attributes":{"a":"x"},"imported":{"A":"y"} ~ "y"
      "expression":"ImportedValue(\\"a\\")","attributes":{"a":"x"},"imported":{} ~ null
      "expression":"ValueCount(\\"a\\")","attributes":{"a":["x","y"]},"imported":{"a":"z"} ~ 2
      "expression":"%Domain.FQDN%","parameters":{"Domain.FQDN":"x.example"} ~ "x.example"
      "expression":"%No%" ~ error
      "expression":5 ~ error
      "attributes":{} ~ error
      """)
  void emptyAbsentImportedAndParameters(String members, String expected) throws Exception {
    JsonNode line = batch("connect", "{\"id\":\"1\"," + members + "}\n").get(0);

    if (expected.equals("error") || expected.equals("null")) {
      assertThat(line.path("outcome").asText()).isEqualTo(expected);
      assertThat(line.has("value")).isFalse();
    } else {
      assertThat(line.path("value")).isEqualTo(parse(expected));
    }
  }

  @Test
  void aFinalDateIsTextInCloudSync() throws Exception {
    JsonNode line =
        batch("cloud-sync", "{\"id\":\"1\",\"expression\":\"CDate(\\\"2024-11-05\\\")\"}").get(0);

    assertThat(line.path("value").asText()).isEqualTo("11/5/2024 12:00:00 AM");
  }

  @Test
  void aSingleExpressionShowsEveryProblemUnderItsPlace() {
    CommandLineRun run =
        CommandLineRun.of("expression", "eval", "--dialect", "connect", "Lefft([a],1) & Nul");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("There is no function \"Lefft\". Did you mean \"Left\"?")
        .contains("Lefft([a],1) & Nul\n^^^^^\n")
        .contains("\"Nul\" is not a constant. Did you mean \"NULL\"?")
        .contains("\n               ^^^\n");
    assertThat(parse(run.out()).path("outcome").asText()).isEqualTo("error");
  }

  @ParameterizedTest
  @CsvSource({"connect, 89", "cloud-sync, 50"})
  void listsFunctionsWithSignatureAndExamples(String dialect, int count) {
    CommandLineRun run =
        CommandLineRun.of("expression", "functions", "--dialect", dialect, "--json");

    assertThat(parse(run.out()).path("functions"))
        .hasSize(count)
        .allSatisfy(
            function -> {
              assertThat(function.path("signature").asText())
                  .contains(function.path("name").asText() + "(");
              assertThat(function.path("description").asText()).isNotBlank();
              assertThat(function.path("examples"))
                  .isNotEmpty()
                  .allSatisfy(
                      example -> {
                        assertThat(example.path("expression").asText()).isNotBlank();
                        assertThat(example.has("result")).isTrue();
                      });
            });
  }

  @Test
  void explainsOneFunction() {
    CommandLineRun run =
        CommandLineRun.of("expression", "functions", "--dialect", "connect", "word");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("str Word(str text, num number, str delimiters)")
        .contains("delimiters  text")
        .contains("Word(\"Group_ab-12\",2,\"_-\")        ab");
  }

  @Test
  void anUnknownFunctionNamesTheNearest() {
    CommandLineRun run =
        CommandLineRun.of("expression", "functions", "--dialect", "connect", "Wrod");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Did you mean \"Word\"?");
  }
}
