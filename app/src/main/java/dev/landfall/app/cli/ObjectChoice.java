package dev.landfall.app.cli;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which connector-space object a command means: exactly one of three ways to say it. */
final class ObjectChoice {
  @Option(names = "--dn", paramLabel = "DN", description = "By its DN.")
  private @Nullable String dn;

  @Option(names = "--anchor", paramLabel = "A", description = "By its anchor.")
  private @Nullable String anchor;

  @Option(names = "--id", paramLabel = "ID", description = "By its number in the store.")
  private @Nullable Long id;

  CsObject find(ConnectorSpace space, String connector) {
    String wanted = dn != null ? dn : anchor != null ? anchor : String.valueOf(id);
    return found(space)
        .orElseThrow(
            () ->
                new LandfallException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "There is no object \""
                        + wanted
                        + "\" in the connector space of \""
                        + connector
                        + "\"; find it with \"landfall objects search\"."));
  }

  private Optional<CsObject> found(ConnectorSpace space) {
    if (dn != null) {
      return space.byDn(dn);
    }
    return anchor != null
        ? space.byAnchor(new Anchor(anchor))
        : Optional.ofNullable(id).flatMap(space::byId);
  }
}
