package dev.landfall.connectors.ad;

import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.value.ObjectGuid;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a watermark of this connector holds: a DirSync cookie, or a USN within a database. */
sealed interface AdWatermark {

  Watermark text();

  /** A cookie of the DirSync control. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Cookie(byte[] bytes) implements AdWatermark {
    @Override
    public Watermark text() {
      return new Watermark("dirsync:" + Base64.getEncoder().encodeToString(bytes));
    }
  }

  /** Every change up to this one is known. */
  record Usn(ObjectGuid invocationId, long usn) implements AdWatermark {
    @Override
    public Watermark text() {
      return new Watermark("usn:" + invocationId + ":" + usn);
    }
  }

  static AdWatermark parse(Watermark watermark) {
    String text = watermark.value();
    try {
      if (text.startsWith("dirsync:")) {
        return new Cookie(Base64.getDecoder().decode(text.substring(8)));
      }
      String[] part = text.split(":", -1);
      if (part.length == 3 && part[0].equals("usn")) {
        return new Usn(ObjectGuid.parse(part[1]), Long.parseLong(part[2]));
      }
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
    throw unreadable(null);
  }

  private static LandfallException unreadable(@Nullable Throwable cause) {
    return new LandfallException(
        ErrorCode.FULL_IMPORT_REQUIRED,
        "The watermark of the last import cannot be read. Run a full import.",
        cause);
  }
}
