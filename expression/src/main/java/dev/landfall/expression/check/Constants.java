package dev.landfall.expression.check;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Symbol;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bare words of each dialect. They are case-sensitive. */
public final class Constants {
  private static final Map<String, ExpressionValue> CONNECT = new LinkedHashMap<>();
  private static final Map<String, ExpressionValue> CLOUD_SYNC = new LinkedHashMap<>();

  static {
    CONNECT.put("True", ExpressionValue.of(true));
    CONNECT.put("False", ExpressionValue.of(false));
    CONNECT.put("NULL", ExpressionValue.NULL);
    CONNECT.put("CRLF", ExpressionValue.of("\r\n"));
    CONNECT.put("AuthoritativeNull", Symbol.AUTHORITATIVE_NULL);
    CONNECT.put("IgnoreThisFlow", Symbol.IGNORE_THIS_FLOW);
    for (String member :
        "CaseInsensitive CaseSensitive Unicode ASCII UTF8 vbTextCompare vbBinaryCompare DC"
            .split(" ", -1)) {
      CONNECT.put(member, new Symbol(member));
    }
    CLOUD_SYNC.put("True", ExpressionValue.of(true));
    CLOUD_SYNC.put("False", ExpressionValue.of(false));
    CLOUD_SYNC.put("vbTextCompare", new Symbol("vbTextCompare"));
    CLOUD_SYNC.put("vbBinaryCompare", new Symbol("vbBinaryCompare"));
  }

  private Constants() {}

  public static Map<String, ExpressionValue> of(Dialect dialect) {
    return dialect == Dialect.CONNECT ? CONNECT : CLOUD_SYNC;
  }
}
