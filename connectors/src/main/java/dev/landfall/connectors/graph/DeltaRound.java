package dev.landfall.connectors.graph;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Follows a delta query from page to page until its delta link. */
final class DeltaRound {
  private final GraphClient client;

  DeltaRound(GraphClient client) {
    this.client = client;
  }

  /**
   * Reads one round.
   *
   * @param start path with query below the endpoint
   * @param afterPage gets the path to go on with after each page but the last
   * @return the path of the next round
   */
  String read(String start, DeltaItems items, Consumer<String> afterPage) {
    Set<String> seen = new HashSet<>();
    String path = start;
    while (true) {
      if (!seen.add(path)) {
        throw new LandfallException(
            ErrorCode.INCOMPLETE_READ,
            "The pages of \""
                + start.replaceAll("\\?.*", "")
                + "\" run in a circle. Start a full import.");
      }
      DeltaPage page =
          client.stream(
              path,
              body -> {
                items.pageBegins();
                return DeltaPage.read(body, items);
              });
      items.pageEnds();
      path = client.relative(page.link());
      if (page.last()) {
        return path;
      }
      afterPage.accept(path);
    }
  }
}
