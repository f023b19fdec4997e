package dev.landfall.connectors.ad;

import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.value.ObjectGuid;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a watermark of this connector holds: a DirSync cookie, or a USN, and the database of the
 * controller that gave it.
 */
sealed interface AdWatermark {

  Origin origin();

  Watermark text();

  /**
   * Where a watermark comes from.
   *
   * @param invocationId of the database; a controller restored from a backup gets another
   * @param server host and port, to be asked first the next time
   */
  record Origin(ObjectGuid invocationId, String server) {
    private String text() {
      byte[] name = server.getBytes(StandardCharsets.UTF_8);
      return invocationId + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(name);
    }

    private static Origin parse(String invocationId, String server) {
      byte[] name = Base64.getUrlDecoder().decode(server);
      return new Origin(ObjectGuid.parse(invocationId), new String(name, StandardCharsets.UTF_8));
    }
  }

  /** A cookie of the DirSync control. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Cookie(Origin origin, byte[] bytes) implements AdWatermark {
    @Override
    public Watermark text() {
      return new Watermark(
          "dirsync:" + origin.text() + ":" + Base64.getEncoder().encodeToString(bytes));
    }
  }

  /** Every change up to this one is known. */
  record Usn(Origin origin, long usn) implements AdWatermark {
    @Override
    public Watermark text() {
      return new Watermark("usn:" + origin.text() + ":" + usn);
    }
  }

  /**
   * @throws LandfallException {@code FULL_IMPORT_REQUIRED} if it cannot be read
   */
  static AdWatermark parse(Watermark watermark) {
    String[] part = watermark.value().split(":", -1);
    try {
      if (part.length == 4 && part[0].equals("dirsync")) {
        return new Cookie(Origin.parse(part[1], part[2]), Base64.getDecoder().decode(part[3]));
      }
      if (part.length == 4 && part[0].equals("usn")) {
        return new Usn(Origin.parse(part[1], part[2]), Long.parseLong(part[3]));
      }
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
    throw unreadable(null);
  }

  /** The controller that gave a watermark; empty if it cannot be read. */
  static Optional<String> server(Watermark watermark) {
    try {
      return Optional.of(parse(watermark).origin().server());
    } catch (LandfallException e) {
      return Optional.empty();
    }
  }

  /**
   * Change numbers and cookies mean nothing in another database.
   *
   * @param now where the connector reads now
   * @throws LandfallException {@code FULL_IMPORT_REQUIRED}
   */
  default void requireOrigin(Origin now) {
    if (origin().invocationId().equals(now.invocationId())) {
      return;
    }
    throw new LandfallException(
        ErrorCode.FULL_IMPORT_REQUIRED,
        origin().server().equals(now.server())
            ? "The database of "
                + now.server()
                + " is not the one of the last import: it was restored from a backup, or another"
                + " controller answers under this name. Run a full import."
            : "The last import read from "
                + origin().server()
                + ", and "
                + now.server()
                + " answers now. Changes are counted by each domain controller for itself. Run a"
                + " full import.");
  }

  private static LandfallException unreadable(@Nullable Throwable cause) {
    return new LandfallException(
        ErrorCode.FULL_IMPORT_REQUIRED,
        "The watermark of the last import cannot be read. Run a full import.",
        cause);
  }
}
