package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads a file of JSON objects, one on each line. Empty lines count and mean nothing. */
final class JsonLines {
  private JsonLines() {}

  /** Gives each object to the consumer; a line that is none goes to the log. */
  static void read(InputStream in, ImportLog log, Consumer<ObjectNode> objects) throws IOException {
    Line line = new Line();
    int number = 0;
    boolean more = true;
    while (more) {
      more = line.fill(in);
      log.at(++number);
      if (number == 1) {
        line.skipMark();
      }
      if (!line.blank()) {
        parse(line, log, objects);
      }
    }
  }

  private static void parse(Line line, ImportLog log, Consumer<ObjectNode> objects)
      throws IOException {
    JsonNode node;
    try {
      // Parsed from bytes, so that text that is no UTF-8 is an error and not a question mark.
      node = line.json();
    } catch (JsonProcessingException e) {
      log.add("", "The line is no JSON: " + e.getOriginalMessage());
      return;
    }
    if (node instanceof ObjectNode object) {
      objects.accept(object);
    } else {
      log.add("", "The line must be one JSON object.");
    }
  }

  private static final class Line {
    private final byte[] chunk = new byte[1 << 16];
    private int position;
    private int limit;
    private byte[] buf = new byte[1 << 12];
    private int count;

    /** Reads up to a line feed; false at the end of the file. */
    boolean fill(InputStream in) throws IOException {
      count = 0;
      while (true) {
        if (position == limit) {
          limit = in.read(chunk);
          position = 0;
          if (limit < 0) {
            limit = 0;
            return false;
          }
        }
        int end = position;
        while (end < limit && chunk[end] != '\n') {
          end++;
        }
        append(end);
        if (end < limit) {
          position = end + 1;
          return true;
        }
        position = end;
      }
    }

    private void append(int end) {
      int length = end - position;
      if (count + length > buf.length) {
        buf = Arrays.copyOf(buf, Math.max(buf.length * 2, count + length));
      }
      System.arraycopy(chunk, position, buf, count, length);
      count += length;
    }

    /** PowerShell and Excel like to begin a file with a byte order mark. */
    void skipMark() {
      if (count >= 3 && buf[0] == (byte) 0xEF && buf[1] == (byte) 0xBB && buf[2] == (byte) 0xBF) {
        System.arraycopy(buf, 3, buf, 0, count - 3);
        count -= 3;
      }
    }

    boolean blank() {
      for (int i = 0; i < count; i++) {
        if (buf[i] != ' ' && buf[i] != '\r' && buf[i] != '\t') {
          return false;
        }
      }
      return true;
    }

    JsonNode json() throws IOException {
      return Json.STRICT.readTree(buf, 0, count);
    }
  }
}
