package dev.landfall.app.config;

import java.util.List;
import java.util.Optional;

/**
 * What of {@code landfall.yaml} says how things are arranged, without how they are reached: enough
 * to rehearse on copies, and no secret is needed for it.
 *
 * @param store {@code sqlite:FILE}, relative to the home folder
 */
public record Arrangement(
    List<ForestPart> forests,
    Optional<HomeConfiguration.GroupWriteback> groupWriteback,
    Optional<String> cloudSyncContainer,
    String store) {

  public Arrangement {
    forests = List.copyOf(forests);
  }

  /** What is read of a forest. */
  public record ForestPart(String name, List<String> containers, List<String> excludedContainers) {}
}
