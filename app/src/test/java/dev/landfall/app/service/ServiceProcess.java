package dev.landfall.app.service;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Landfall command in a process of its own, with its log read line by line. */
final class ServiceProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader log;
  private final List<String> lines = new ArrayList<>();

  private ServiceProcess(Process process) {
    this.process = process;
    this.log =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
  }

  static ServiceProcess start(Path home, String... command) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + File.separator + "bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.landfall.app.Main",
                "--home",
                home.toString()));
    arguments.addAll(Arrays.asList(command));
    return new ServiceProcess(
        new ProcessBuilder(arguments).redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Starts {@code landfall serve} and waits until it is ready. */
  static ServiceProcess serve(Path home) throws IOException {
    ServiceProcess service = start(home, "serve");
    service.awaitLine("service ready");
    return service;
  }

  /** Reads the log up to a line that holds a text. */
  String awaitLine(String text) throws IOException {
    String line;
    while ((line = log.readLine()) != null) {
      lines.add(line);
      if (line.contains(text)) {
        return line;
      }
    }
    throw new AssertionError("The process ended without \"" + text + "\": " + lines);
  }

  long pid() {
    return process.pid();
  }

  /** SIGTERM, and the log stays open. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  int exitCode() throws IOException, InterruptedException {
    String line;
    while ((line = log.readLine()) != null) {
      lines.add(line);
    }
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("The process does not end: " + lines);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
