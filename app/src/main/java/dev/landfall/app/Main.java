package dev.landfall.app;

import dev.landfall.app.cli.RootCommand;

/** Runs the command line and ends with its exit code. */
public final class Main {
  private static final String TUNNELS = "jdk.http.auth.tunneling.disabledSchemes";

  private Main() {}

  public static void main(String[] arguments) {
    // Without it the JDK shows no password to a proxy that stands before https; read only once.
    if (System.getProperty(TUNNELS) == null) {
      System.setProperty(TUNNELS, "");
    }
    System.exit(RootCommand.execute(arguments));
  }
}
