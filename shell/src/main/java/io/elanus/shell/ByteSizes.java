package io.elanus.shell;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.Locale;

/** Reads sizes such as 512M and 4G; K, M, G and T are powers of 1024. */
final class ByteSizes {
  private static final String UNITS = "KMGT";

  private ByteSizes() {}

  static long parse(String flag, String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    String number = upper.endsWith("B") ? upper.substring(0, upper.length() - 1) : upper;
    int unit = number.isEmpty() ? -1 : UNITS.indexOf(number.charAt(number.length() - 1));
    if (unit >= 0) {
      number = number.substring(0, number.length() - 1);
    }
    try {
      long value = Math.multiplyExact(Long.parseLong(number.strip()), 1L << 10 * (unit + 1));
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // Falls through to the rule.
    }
    throw new ElanusException(
        ErrorCode.USAGE, "%s must be a size such as 512M or 4G, got %s".formatted(flag, text));
  }
}
