package dev.landfall.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where secrets come from: {@code env:NAME}, {@code file:PATH}, or – only when explicitly allowed –
 * the text itself. A secret is never part of a message.
 */
record Secrets(Path home, Map<String, String> environment, boolean plainAllowed) {

  /** Resolves a reference, or reports at the key why it cannot be. */
  String resolve(YamlMap map, String key) {
    Optional<String> reference = map.text(key);
    if (reference.isEmpty()) {
      return "";
    }
    String text = reference.get();
    if (text.startsWith("env:")) {
      String name = text.substring(4);
      String value = environment.getOrDefault(name, "");
      if (value.isEmpty()) {
        map.problem(key, "SECRET", "The environment variable " + name + " is not set.");
      }
      return value;
    }
    if (text.startsWith("file:")) {
      return readFile(map, key, text.substring(5)).strip();
    }
    if (!plainAllowed) {
      map.problem(
          key,
          "SECRET",
          "A secret in clear text is not accepted here. Write env:NAME or file:PATH, or start with"
              + " --allow-plain-secrets.");
    }
    return text;
  }

  /** The text of a file given as {@code file:PATH}. */
  String readFile(YamlMap map, String key, String path) {
    Path file = home.resolve(path);
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      map.problem(key, "FILE", "The file \"" + file + "\" cannot be read.");
      return "";
    }
  }
}
