package dev.landfall.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where a command writes. With {@code --json} exactly one document goes to standard output and
 * everything for people goes to standard error; without it people read standard output.
 */
public final class Output {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final boolean json;
  private final boolean verbose;
  private final PrintStream out;
  private final PrintStream err;

  Output(boolean json, boolean verbose) {
    this.json = json;
    this.verbose = verbose;
    this.out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    this.err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
  }

  public boolean json() {
    return json;
  }

  boolean verbose() {
    return verbose;
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** A sentence for people. */
  public void say(String text) {
    (json ? err : out).println(text);
  }

  /** Progress: always standard error. */
  public void progress(String text) {
    err.println(text);
  }

  void error(String text) {
    err.println("landfall: " + text);
  }

  void trace(Throwable failure) {
    if (verbose) {
      failure.printStackTrace(err);
    }
  }

  /** The document of the command; only with {@code --json}. */
  public void document(JsonNode document) {
    if (json) {
      try {
        out.println(MAPPER.writeValueAsString(document));
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException("A tree of JSON can be written", impossible);
      }
    }
  }

  /** One line of a stream of JSON lines. */
  void jsonLine(JsonNode line) {
    out.println(line);
  }

  /** Text for standard output as it is: CSV, LDIF. */
  void raw(String text) {
    out.print(text);
    out.flush();
  }

  /** Standard output for long texts; closing it leaves standard output open. */
  Writer writer() {
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  /** An aligned table for people; nothing with {@code --json}. */
  void table(List<String> headers, List<List<String>> rows) {
    if (json) {
      return;
    }
    int[] widths = new int[headers.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = headers.get(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], Math.min(80, row.get(i).length()));
      }
    }
    out.println(line(headers, widths));
    rows.forEach(row -> out.println(line(row, widths)));
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      line.append(cell);
      if (i < cells.size() - 1) {
        line.append(" ".repeat(Math.max(1, widths[i] - cell.length() + 2)));
      }
    }
    return line.toString().stripTrailing();
  }
}
