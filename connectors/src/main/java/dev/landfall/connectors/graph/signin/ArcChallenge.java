package dev.landfall.connectors.graph.signin;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The agent of Azure Arc asks its caller to read a file that only its group may read. It names the
 * file, so an impostor on that port could have us read out any other: we read key files in the
 * agent's own folder only.
 */
final class ArcChallenge {
  private static final Pattern REALM = Pattern.compile("(?i)Basic\\s+realm=\"?([^\"]+)\"?");
  private static final long LARGEST_KEY = 4_096;

  private final List<Path> folders;

  ArcChallenge(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** Where the agent keeps its keys on Linux and Windows. */
  static List<Path> agentFolders() {
    return List.of(
        Path.of("/var/opt/azcmagent/tokens"),
        Path.of(
            Optional.ofNullable(System.getenv("ProgramData")).orElse("C:\\ProgramData"),
            "AzureConnectedMachineAgent",
            "Tokens"));
  }

  /** The {@code Authorization} that answers a {@code WWW-Authenticate}. */
  String answer(String challenge) {
    Matcher realm = REALM.matcher(challenge.strip());
    if (!realm.matches()) {
      throw rejected("the agent of Azure Arc asks for something else than its key file", null);
    }
    Path file = Path.of(realm.group(1)).normalize();
    boolean ours =
        file.getParent() != null
            && folders.contains(file.getParent())
            && file.toString().endsWith(".key");
    if (!ours) {
      throw rejected("\"" + file + "\" is not in the folder of the agent of Azure Arc", null);
    }
    try {
      if (Files.size(file) > LARGEST_KEY) {
        throw rejected("\"" + file + "\" is too large for a key", null);
      }
      return "Basic " + Files.readString(file).strip();
    } catch (IOException e) {
      throw rejected(
          "\""
              + file
              + "\" cannot be read; put the account into the group himds (Windows: \"Hybrid"
              + " agent extension applications\")",
          e);
    }
  }

  private static LandfallException rejected(String reason, @Nullable IOException cause) {
    return new LandfallException(
        ErrorCode.CREDENTIALS_REJECTED,
        "Signing in with the managed identity failed: " + reason + ".",
        cause);
  }
}
