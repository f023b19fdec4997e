package dev.landfall.connectors.ad;

import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ResultCode;
import dev.landfall.core.directory.DirectoryException;
import dev.landfall.core.directory.MemberEntry;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads members with their GUIDs: the extended-DN control puts them before each DN, so no second
 * look-up is needed. A group that changes meanwhile is read again; some members then come twice.
 */
final class MemberReader {
  private static final int MOST = 1_500;
  private static final Control[] NONE = {};

  /** LDAP_SERVER_EXTENDED_DN with GUID and SID in text form. */
  private static final Control[] EXTENDED_DN = {
    new Control(
        "1.2.840.113556.1.4.529",
        true,
        new ASN1OctetString(new ASN1Sequence(new ASN1Integer(1)).encode()))
  };

  private final LdapLink link;

  MemberReader(LdapLink link) {
    this.link = link;
  }

  void members(ObjectGuid group, Consumer<List<MemberEntry>> portions) {
    new RangeReader(link, EXTENDED_DN)
        .read(
            group,
            first(group, EXTENDED_DN),
            "member",
            (values, last) -> {
              for (int from = 0; from < values.size(); from += MOST) {
                List<MemberEntry> portion = new ArrayList<>();
                values
                    .subList(from, Math.min(values.size(), from + MOST))
                    .forEach(value -> portion.add(parse(value)));
                portions.accept(portion);
              }
            });
  }

  long count(ObjectGuid group) {
    AtomicLong count = new AtomicLong();
    RangeReader.Sink counting =
        new RangeReader.Sink() {
          @Override
          public void values(List<String> values, boolean last) {
            count.addAndGet(values.size());
          }

          @Override
          public void startOver() {
            count.set(0);
          }
        };
    new RangeReader(link, NONE).read(group, first(group, NONE), "member", counting);
    return count.get();
  }

  private Entry first(ObjectGuid group, Control[] controls) {
    return link.read(Decoder.guidName(group), controls, RangeReader.first("member"), "uSNChanged")
        .orElseThrow(
            () ->
                new DirectoryException(
                    "AdNoSuchObject",
                    ResultCode.NO_SUCH_OBJECT_INT_VALUE,
                    "There is no group with GUID " + group + " any more.",
                    ""));
  }

  /** Reads {@code <GUID=…>;<SID=…>;CN=…}, the SID being absent for objects without one. */
  static MemberEntry parse(String value) {
    String rest = value;
    ObjectGuid guid = null;
    while (rest.startsWith("<")) {
      int end = rest.indexOf('>');
      String part = end < 0 ? "" : rest.substring(1, end);
      if (part.toUpperCase(Locale.ROOT).startsWith("GUID=")) {
        guid = ObjectGuid.parse(part.substring(5));
      }
      rest = end < 0 ? "" : rest.substring(Math.min(rest.length(), end + 2));
    }
    if (guid == null) {
      throw new LandfallException(
          ErrorCode.INCOMPLETE_READ,
          "The server gave the member \"" + value + "\" without its GUID.");
    }
    return new MemberEntry(guid, rest);
  }
}
