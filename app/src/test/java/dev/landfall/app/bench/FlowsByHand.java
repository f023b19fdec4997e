package dev.landfall.app.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Twenty flows of the shipped rules as a programmer would write them in plain Java, keyed by rule
 * and target. Input and result are plain values: text, numbers, Booleans, bytes, lists of text;
 * null for nothing.
 */
final class FlowsByHand {
  private static final DateTimeFormatter GENERALIZED =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'.0Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String AD = "In from AD - ";

  static final Map<String, Function<Map<String, Object>, @Nullable Object>> ALL = all();

  private FlowsByHand() {}

  private static Map<String, Function<Map<String, Object>, @Nullable Object>> all() {
    Map<String, Function<Map<String, Object>, @Nullable Object>> all = new LinkedHashMap<>();
    all.put(AD + "User Common from Exchange|displayName", FlowsByHand::displayName);
    all.put(AD + "User Common from Exchange|description", FlowsByHand::description);
    all.put(AD + "User Common from Exchange|info", FlowsByHand::info);
    all.put(AD + "User Common from Exchange|title", o -> stripped(text(o, "title")));
    all.put(AD + "User Common from Exchange|accountEnabled", FlowsByHand::accountEnabled);
    all.put(AD + "User Common from Exchange|proxyAddresses", FlowsByHand::proxyAddresses);
    all.put(AD + "User Common from Exchange|sourceObjectType", FlowsByHand::sourceObjectType);
    all.put(AD + "User AccountEnabled|objectSidString", o -> sid((byte[]) o.get("objectSid")));
    all.put(AD + "User AccountEnabled|pwdLastSet", FlowsByHand::pwdLastSet);
    all.put(AD + "User AccountEnabled|sourceAnchor", FlowsByHand::sourceAnchor);
    all.put(AD + "User AccountEnabled|userPrincipalName", FlowsByHand::userPrincipalName);
    all.put(AD + "User Join|cloudFiltered", FlowsByHand::userFiltered);
    all.put(AD + "Contact Join|cloudFiltered", FlowsByHand::contactFiltered);
    all.put(AD + "Group Join|mailEnabled", FlowsByHand::mailEnabled);
    all.put(AD + "Group Common|securityEnabled", FlowsByHand::securityEnabled);
    all.put(AD + "Group Common|sourceAnchor", FlowsByHand::guidInBase64);
    all.put("In from AAD - User Exchange Hybrid|cloudSOAExchMailbox", FlowsByHand::cloudMailbox);
    all.put("Out to AAD - User Join|sourceAnchor", FlowsByHand::unchangedAnchor);
    all.put("Out to AAD - Group Join|dn", FlowsByHand::entraDn);
    all.put("Out to AD - Group Exchange Hybrid|proxyAddresses", FlowsByHand::x500);
    return all;
  }

  private static @Nullable String text(Map<String, Object> object, String name) {
    return (String) object.get(name);
  }

  private static boolean present(Map<String, Object> object, String name) {
    Object value = object.get(name);
    return value != null && !value.equals("");
  }

  private static @Nullable String stripped(@Nullable String text) {
    return text == null ? null : emptyIsNothing(text.strip());
  }

  private static @Nullable String emptyIsNothing(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String left(@Nullable String text, int count) {
    return text == null ? "" : text.length() <= count ? text : text.substring(0, count);
  }

  private static @Nullable Object displayName(Map<String, Object> object) {
    return present(object, "displayName") ? object.get("displayName") : object.get("cn");
  }

  private static @Nullable Object description(Map<String, Object> object) {
    Object value = object.get("description");
    if (value == null) {
      return null;
    }
    String first = value instanceof List<?> list ? (String) list.get(0) : (String) value;
    return emptyIsNothing(left(first.strip(), 448));
  }

  private static @Nullable Object info(Map<String, Object> object) {
    String info = text(object, "info");
    return info == null ? null : emptyIsNothing(left(info.strip(), 448));
  }

  private static Object accountEnabled(Map<String, Object> object) {
    Long control = (Long) object.get("userAccountControl");
    return control != null && (control & 2) == 0;
  }

  private static @Nullable Object proxyAddresses(Map<String, Object> object) {
    List<?> addresses = (List<?>) object.get("proxyAddresses");
    if (addresses == null) {
      return null;
    }
    LinkedHashSet<String> distinct = new LinkedHashSet<>();
    for (Object address : addresses) {
      distinct.add(((String) address).strip());
    }
    return new ArrayList<>(distinct);
  }

  private static @Nullable Object sourceObjectType(Map<String, Object> object) {
    Long type = (Long) object.get("msExchRecipientTypeDetails");
    return type != null && type == 2 ? null : "User";
  }

  private static String sid(byte[] bytes) {
    StringBuilder text = new StringBuilder("S-").append(bytes[0]).append('-').append(bytes[7]);
    for (int i = 8; i < bytes.length; i += 4) {
      long part = 0;
      for (int j = 3; j >= 0; j--) {
        part = part << 8 | (bytes[i + j] & 0xff);
      }
      text.append('-').append(part);
    }
    return text.toString();
  }

  private static @Nullable Object pwdLastSet(Map<String, Object> object) {
    Long ticks = (Long) object.get("pwdLastSet");
    return ticks == null
        ? null
        : GENERALIZED.format(
            Instant.ofEpochSecond(ticks / 10_000_000 - 11_644_473_600L, ticks % 10_000_000 * 100));
  }

  private static @Nullable Object sourceAnchor(Map<String, Object> object) {
    Long type = (Long) object.get("msExchRecipientTypeDetails");
    return type != null && type == 2 ? null : guidInBase64(object);
  }

  private static Object guidInBase64(Map<String, Object> object) {
    Object guid = object.get("objectGUID");
    return guid instanceof String ? guid : Base64.getEncoder().encodeToString((byte[]) guid);
  }

  private static @Nullable Object userPrincipalName(Map<String, Object> object) {
    return present(object, "userPrincipalName")
        ? object.get("userPrincipalName")
        : text(object, "sAMAccountName") + "@" + ExpressionBench.DOMAIN;
  }

  private static boolean conflict(Map<String, Object> object) {
    String dn = String.valueOf(text(object, "dn"));
    int end = 0;
    while (end < dn.length() && dn.charAt(end) != ',') {
      end += dn.charAt(end) == '\\' ? 2 : 1;
    }
    return dn.substring(dn.indexOf('=') + 1, Math.min(end, dn.length())).contains("\\0ACNF:");
  }

  private static boolean callQueue(@Nullable String name) {
    return name != null && name.startsWith("CAS_") && name.contains("}");
  }

  private static @Nullable Object userFiltered(Map<String, Object> object) {
    String account = text(object, "sAMAccountName");
    String nickname = text(object, "mailNickname");
    Long type = (Long) object.get("msExchRecipientTypeDetails");
    boolean filtered =
        present(object, "isCriticalSystemObject")
            || account == null
            || account.equals("SUPPORT_388945a0")
            || (nickname != null && nickname.startsWith("SystemMailbox{"))
            || account.startsWith("AAD_")
            || callQueue(nickname)
            || callQueue(account)
            || account.startsWith("MSOL_")
            || (type != null && (type & 0x21C07000L) > 0)
            || conflict(object);
    return filtered ? true : null;
  }

  private static @Nullable Object contactFiltered(Map<String, Object> object) {
    String name = text(object, "displayName");
    boolean filtered =
        present(object, "isCriticalSystemObject")
            || (name != null
                && name.contains("(MSOL)")
                && Boolean.TRUE.equals(object.get("msExchHideFromAddressLists")))
            || callQueue(text(object, "mailNickname"))
            || conflict(object);
    return filtered ? true : null;
  }

  private static Object mailEnabled(Map<String, Object> object) {
    if (object.get("proxyAddresses") instanceof List<?> addresses) {
      for (Object address : addresses) {
        if (((String) address).contains("SMTP:")) {
          if (((String) address).indexOf('@') >= 0) {
            return true;
          }
          break;
        }
      }
    }
    String mail = text(object, "mail");
    return mail != null && mail.indexOf('@') >= 0;
  }

  private static Object securityEnabled(Map<String, Object> object) {
    Long type = (Long) object.get("groupType");
    return type != null && (type & -2147483648L) != 0;
  }

  private static Object cloudMailbox(Map<String, Object> object) {
    Long type = (Long) object.get("cloudMSExchRecipientDisplayType");
    return type != null && (type & 0xFF) == 0;
  }

  private static @Nullable Object unchangedAnchor(Map<String, Object> object) {
    String anchor = text(object, "sourceAnchor");
    String cloud = text(object, "cloudSourceAnchor");
    if (cloud != null && !cloud.isEmpty()) {
      String kind = String.valueOf(text(object, "cloudAnchor"));
      int end = kind.indexOf('_');
      String word = end < 0 ? kind : kind.substring(0, end);
      if (word.equals(text(object, "sourceObjectType")) && !cloud.equals(anchor)) {
        throw new IllegalStateException("changed");
      }
    }
    return anchor;
  }

  private static Object entraDn(Map<String, Object> object) {
    byte[] anchor = String.valueOf(text(object, "sourceAnchor")).getBytes(StandardCharsets.UTF_8);
    return "CN={" + HexFormat.of().withUpperCase().formatHex(anchor) + "}";
  }

  private static @Nullable Object x500(Map<String, Object> object) {
    return present(object, "cloudLegacyExchangeDN")
        ? "x500:" + object.get("cloudLegacyExchangeDN")
        : null;
  }
}
