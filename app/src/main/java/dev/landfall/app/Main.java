package dev.landfall.app;

import dev.landfall.app.cli.RootCommand;

/** Runs the command line and ends with its exit code. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(RootCommand.execute(arguments));
  }
}
