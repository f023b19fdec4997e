package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.value.ObjectGuid;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads all values of a linked attribute, range by range. A group that changes while it is read
 * shifts its ranges, so a change of {@code uSNChanged} starts the reading over; values given before
 * are given again, none is left out.
 */
final class RangeReader {
  private static final int MOST_RESTARTS = 5;

  /** Active Directory gives 1,500 at most, whatever is asked for; others all there are. */
  private static final int MOST_VALUES = 20_000;

  private static final int FIRST_VALUES = 1_500;

  private final LdapLink link;
  private final Control[] controls;

  /**
   * @param controls sent with every read
   */
  RangeReader(LdapLink link, Control... controls) {
    this.link = link;
    this.controls = controls;
  }

  /** What to ask for, with an entry, of an attribute that may have any number of values. */
  static String first(String attribute) {
    return attribute + ";range=0-" + (FIRST_VALUES - 1);
  }

  /** Takes one range of values. */
  interface Sink {
    /**
     * @param last whether no more values follow
     */
    void values(List<String> values, boolean last);

    /** The object changed: all values come again. */
    default void startOver() {}
  }

  /**
   * Streams the values, beginning with those an entry already holds.
   *
   * @param entry read with the attribute and {@code uSNChanged}
   * @throws LandfallException {@code INCOMPLETE_READ} if the object vanishes or keeps changing
   */
  void read(ObjectGuid guid, Entry entry, String attribute, Sink sink) {
    Entry at = entry;
    String usn = usn(entry);
    int restarts = 0;
    while (true) {
      Range range = range(at, attribute);
      if (range == null) {
        sink.values(List.of(), true);
        return;
      }
      sink.values(range.values(), range.next() < 0);
      if (range.next() < 0) {
        return;
      }
      at = next(guid, attribute, range.next());
      if (!usn(at).equals(usn)) {
        restarts++;
        if (restarts > MOST_RESTARTS) {
          throw incomplete(guid, attribute, "it keeps changing while it is read");
        }
        usn = usn(at);
        sink.startOver();
        at = next(guid, attribute, 0);
      }
    }
  }

  private SearchResultEntry next(ObjectGuid guid, String attribute, long from) {
    Optional<SearchResultEntry> found =
        link.read(
            Decoder.guidName(guid),
            controls,
            attribute + ";range=" + from + "-" + (from + MOST_VALUES - 1),
            "uSNChanged");
    return found.orElseThrow(() -> incomplete(guid, attribute, "it is gone meanwhile"));
  }

  private LandfallException incomplete(ObjectGuid guid, String attribute, String why) {
    return new LandfallException(
        ErrorCode.INCOMPLETE_READ,
        "The values of \""
            + attribute
            + "\" of object "
            + guid
            + " could not be read to the end: "
            + why
            + ". It will be read again.");
  }

  private static String usn(Entry entry) {
    return String.valueOf(entry.getAttributeValue("uSNChanged"));
  }

  /**
   * One range of values.
   *
   * @param next where the next range starts, -1 if this was the last
   */
  private record Range(List<String> values, long next) {}

  private static @Nullable Range range(Entry entry, String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ";range=";
    for (Attribute attribute : entry.getAttributes()) {
      String found = attribute.getName().toLowerCase(Locale.ROOT);
      if (found.startsWith(prefix)) {
        String to = found.substring(found.indexOf('-', prefix.length()) + 1);
        long next = to.equals("*") ? -1 : Long.parseLong(to) + 1;
        return new Range(List.of(attribute.getValues()), next);
      }
    }
    Attribute whole = entry.getAttribute(name);
    return whole == null ? null : new Range(List.of(whole.getValues()), -1);
  }
}
