package dev.landfall.store.sql;

import java.util.List;

/** Many texts as one statement parameter, for {@code json_each}. */
final class JsonTexts {
  private JsonTexts() {}

  static String of(List<String> texts) {
    StringBuilder json = new StringBuilder(texts.size() * 48).append('[');
    for (int i = 0; i < texts.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      quote(texts.get(i), json.append('"'));
      json.append('"');
    }
    return json.append(']').toString();
  }

  /** Everything but quote, backslash and control characters may stand in a JSON text as it is. */
  private static void quote(String text, StringBuilder json) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u00").append(Character.forDigit(c >> 4, 16));
        json.append(Character.forDigit(c & 15, 16));
      } else {
        json.append(c);
      }
    }
  }
}
