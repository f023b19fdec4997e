package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks values against syntax, single-valuedness and range of their attribute. */
final class ValueCheck {
  private ValueCheck() {}

  static void check(AttributeRule rule, List<ASN1OctetString> values) {
    if (rule.single() && values.size() > 1) {
      throw AdError.constraint("00002081", rule, "");
    }
    Set<String> seen = new HashSet<>();
    for (ASN1OctetString value : values) {
      checkOne(rule, value);
      if (!seen.add(Indexes.matchKey(rule, value))) {
        throw AdError.valueExists(rule);
      }
    }
  }

  private static void checkOne(AttributeRule rule, ASN1OctetString value) {
    long size;
    if (rule.syntax().integer()) {
      size = integer(rule, value);
    } else if (rule.syntax().binary()) {
      size = value.getValueLength();
    } else {
      String text = value.stringValue();
      if (rule.syntax() == Syntax.BOOLEAN && !text.equals("TRUE") && !text.equals("FALSE")) {
        throw AdError.syntax(rule);
      }
      if (text.isEmpty()) {
        throw AdError.syntax(rule);
      }
      size = text.length();
    }
    boolean low = rule.rangeLower() >= 0 && size < rule.rangeLower();
    boolean high = rule.rangeUpper() >= 0 && size > rule.rangeUpper();
    if (low || high) {
      String detail = rule.syntax().integer() ? "" : ":len " + 2 * size;
      throw AdError.constraint("00002082", rule, detail);
    }
  }

  private static long integer(AttributeRule rule, ASN1OctetString value) {
    try {
      return rule.syntax() == Syntax.INTEGER
          ? Integer.parseInt(value.stringValue())
          : Long.parseLong(value.stringValue());
    } catch (NumberFormatException e) {
      throw AdError.syntax(rule);
    }
  }
}
