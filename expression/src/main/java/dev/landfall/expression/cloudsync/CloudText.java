package dev.landfall.expression.cloudsync;

import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.function.Fault;
import dev.landfall.expression.function.NetDateFormat;

/** How any value reads as text in this dialect; bytes do not. */
final class CloudText {
  private CloudText() {}

  static String of(ExpressionValue value) {
    if (value instanceof ExpressionValue.DateTime) {
      return NetDateFormat.CLOUD_SYNC_DEFAULT.format(((ExpressionValue.DateTime) value).instant());
    }
    if (value instanceof ExpressionValue.Bin || value instanceof ExpressionValue.Symbol) {
      throw Fault.TYPE_MISMATCH.because("A " + value.kind() + " does not read as text.");
    }
    return value.display();
  }
}
