package dev.landfall.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server of ours in a process of its own, so that its work and its heap are not taken for the
 * client's. It says in one line of JSON how to reach it, and ends with its standard input.
 */
final class OwnProcess implements AutoCloseable {
  private final Process process;
  private final JsonNode told;

  private OwnProcess(Process process, JsonNode told) {
    this.process = process;
    this.told = told;
  }

  static OwnProcess start(Class<?> main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null) {
      throw new IOException(main.getSimpleName() + " did not start.");
    }
    return new OwnProcess(process, new ObjectMapper().readTree(line));
  }

  /** In the other process: says how to reach it, and waits until nobody wants it any more. */
  static void serve(JsonNode address) throws IOException {
    System.out.println(address);
    System.out.flush();
    while (System.in.read() >= 0) {
      // Nothing is said here.
    }
  }

  String told(String name) {
    return told.path(name).asText();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
