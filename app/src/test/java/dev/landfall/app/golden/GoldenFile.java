package dev.landfall.app.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A text of expected lines in blocks, each headed {@code == name}. Comments ({@code #}) follow the
 * head of a block and say why its lines are as they are; they are not compared.
 */
final class GoldenFile {
  private static final String HEAD = "== ";

  private final Path file;

  private GoldenFile(Path file) {
    this.file = file;
  }

  static GoldenFile ofRealRules() {
    Path root = Path.of(System.getProperty("landfall.root", ".."));
    return new GoldenFile(root.resolve("app/src/test/resources/golden/real-rules.txt"));
  }

  /** The objects shown one by one, by DN. */
  List<String> objects() throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(HEAD))
        .map(line -> line.substring(HEAD.length()))
        .filter(name -> name.contains("="))
        .toList();
  }

  void compare(List<String> actual) throws IOException {
    if (Boolean.getBoolean("landfall.golden.update")) {
      Files.write(file, withComments(actual));
      return;
    }
    assertThat(blocks(actual)).containsExactlyEntriesOf(blocks(Files.readAllLines(file)));
  }

  private List<String> withComments(List<String> actual) throws IOException {
    Map<String, List<String>> comments = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    List<String> preamble = current;
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(HEAD)) {
        current = new ArrayList<>();
        comments.put(line, current);
      } else if (line.startsWith("#")) {
        current.add(line);
      }
    }
    List<String> merged = new ArrayList<>(preamble);
    merged.add("");
    for (String line : actual) {
      merged.add(line);
      merged.addAll(comments.getOrDefault(line, List.of()));
    }
    while (merged.get(merged.size() - 1).isEmpty()) {
      merged.remove(merged.size() - 1);
    }
    return merged;
  }

  /** The lines that count, by block. */
  private static Map<String, String> blocks(List<String> lines) {
    Map<String, String> blocks = new LinkedHashMap<>();
    String name = "";
    for (String line : lines) {
      if (line.startsWith(HEAD)) {
        name = line.substring(HEAD.length());
        blocks.put(name, "");
      } else if (!line.isBlank() && !line.startsWith("#")) {
        blocks.merge(name, line.stripTrailing() + "\n", String::concat);
      }
    }
    return blocks;
  }
}
