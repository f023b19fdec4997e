package dev.landfall.testkit.fault;

import com.unboundid.ldap.listener.SearchEntryTransformer;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.util.ObjectPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends at most so many values of an attribute at once, as Windows does with more than 1,500: an
 * attribute with more comes empty, and beside it as {@code name;range=0-1499}.
 */
final class ForcedRanges implements SearchEntryTransformer {
  private static final Pattern RANGE = Pattern.compile("(?i)(.+);range=(\\d+)-(\\d+|\\*)");

  private final int mostValues;

  ForcedRanges(int mostValues) {
    this.mostValues = mostValues;
  }

  /** A request that asks for no range longer than allowed. */
  static SearchRequestProtocolOp capped(SearchRequestProtocolOp request, int mostValues) {
    if (mostValues == Integer.MAX_VALUE) {
      return request;
    }
    List<String> attributes = new ArrayList<>();
    for (String name : request.getAttributes()) {
      attributes.add(capped(name, mostValues));
    }
    return new SearchRequestProtocolOp(
        request.getBaseDN(),
        request.getScope(),
        request.getDerefPolicy(),
        request.getSizeLimit(),
        request.getTimeLimit(),
        request.typesOnly(),
        request.getFilter(),
        attributes);
  }

  private static String capped(String name, int mostValues) {
    Matcher range = RANGE.matcher(name);
    if (!range.matches()) {
      return name;
    }
    int from = Integer.parseInt(range.group(2));
    int last = from + mostValues - 1;
    int asked = range.group(3).equals("*") ? Integer.MAX_VALUE : Integer.parseInt(range.group(3));
    return range.group(1) + ";range=" + from + "-" + Math.min(last, asked);
  }

  @Override
  public ObjectPair<SearchResultEntryProtocolOp, Control[]> transformEntry(
      int messageId, SearchResultEntryProtocolOp entry, Control[] controls) {
    boolean small =
        entry.getAttributes().stream().allMatch(attribute -> attribute.size() <= mostValues);
    if (small) {
      return new ObjectPair<>(entry, controls);
    }
    List<Attribute> attributes = new ArrayList<>();
    for (Attribute attribute : entry.getAttributes()) {
      if (attribute.size() <= mostValues
          || attribute.getName().toLowerCase(Locale.ROOT).contains(";range=")) {
        attributes.add(attribute);
        continue;
      }
      attributes.add(new Attribute(attribute.getName()));
      attributes.add(
          new Attribute(
              attribute.getName() + ";range=0-" + (mostValues - 1),
              Arrays.copyOf(attribute.getValueByteArrays(), mostValues)));
    }
    return new ObjectPair<>(new SearchResultEntryProtocolOp(entry.getDN(), attributes), controls);
  }
}
