package dev.landfall.app.golden;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.landfall.core.value.Value;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.StringJoiner;

/**
 * What the directory chose at random for one object, and the words that stand for it: {@code
 * <guid>}, {@code <sid>}, {@code <sid text>}, {@code <anchor>} (base64 of the GUID) and {@code
 * <anchor hex>}. Read over LDAP and computed here, not by what is tested.
 */
final class Names {
  private static final int LONGEST = 100;

  private final byte[] guid;
  private final byte[] sid;

  private Names(byte[] guid, byte[] sid) {
    this.guid = guid;
    this.sid = sid;
  }

  static Names of(LDAPConnection ldap, String dn) throws LDAPException {
    SearchResultEntry entry = ldap.getEntry(dn, "objectGUID", "objectSid");
    if (entry == null) {
      throw new IllegalArgumentException("The directory has no \"" + dn + "\".");
    }
    byte[] sid = entry.getAttributeValueBytes("objectSid");
    return new Names(entry.getAttributeValueBytes("objectGUID"), sid == null ? new byte[0] : sid);
  }

  /** The value with everything random replaced, on one line. */
  String show(Value value) {
    if (value instanceof Value.Binary binary) {
      return show(binary.bytes());
    }
    String text = value.text();
    String anchor = Base64.getEncoder().encodeToString(guid);
    String hex =
        HexFormat.of().withUpperCase().formatHex(anchor.getBytes(StandardCharsets.US_ASCII));
    if (sid.length > 0 && text.equals(sidText())) {
      return "<sid text>";
    }
    if (text.length() > LONGEST) {
      return "<%d characters: %s…%s>"
          .formatted(text.length(), text.substring(0, 10), text.substring(text.length() - 10));
    }
    String shown =
        text.replace(anchor, "<anchor>").replace(hex, "<anchor hex>").replace("\n", "\\n");
    return shown.strip().equals(shown) ? shown : '"' + shown + '"';
  }

  private String show(byte[] bytes) {
    if (Arrays.equals(bytes, guid)) {
      return "<guid>";
    }
    return Arrays.equals(bytes, sid) ? "<sid>" : "0x" + HexFormat.of().formatHex(bytes);
  }

  private String sidText() {
    StringJoiner text = new StringJoiner("-").add("S").add(Integer.toString(sid[0]));
    text.add(new BigInteger(1, Arrays.copyOfRange(sid, 2, 8)).toString());
    ByteBuffer parts = ByteBuffer.wrap(sid, 8, sid.length - 8).order(ByteOrder.LITTLE_ENDIAN);
    while (parts.hasRemaining()) {
      text.add(Integer.toUnsignedString(parts.getInt()));
    }
    return text.toString();
  }
}
