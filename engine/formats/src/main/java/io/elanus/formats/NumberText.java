package io.elanus.formats;

/**
 * Reads decimal numbers from characters without making strings, correctly rounded.
 *
 * <p>A number of at most 18 digits and a power of ten up to 22 is a whole number times or over an
 * exact double (Clinger 1990). Its float follows unless the double lies next to the middle between
 * two floats; these rare ones, and longer numbers, take the library's way.
 */
final class NumberText {
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long EXACT_DOUBLE = 1L << 53;
  private static final int MAX_DIGITS = 18;

  /** Bits of a double's fraction below those of a float, and the pattern that marks the middle. */
  private static final long LOW_BITS = (1L << 29) - 1;

  private static final long MIDDLE = 1L << 28;
  private static final long ERROR_BOUND = 8;

  private NumberText() {}

  /**
   * Reads a float: digits with an optional sign, point and exponent, or nan, inf, infinity in any
   * case.
   *
   * @throws NumberFormatException for anything else
   */
  static float parseFloat(char[] text, int from, int to) {
    double approximate = scan(text, from, to, Long.MAX_VALUE);
    if (Double.isNaN(approximate)) {
      return special(text, from, to)
          ? (float) specialValue(text, from)
          : Float.parseFloat(string(text, from, to));
    }
    float value = (float) approximate;
    long distance = (Double.doubleToRawLongBits(approximate) & LOW_BITS) - MIDDLE;
    boolean sure =
        Math.abs(distance) > ERROR_BOUND && Math.abs(value) >= Float.MIN_NORMAL || approximate == 0;
    return sure ? value : Float.parseFloat(string(text, from, to));
  }

  /** As {@link #parseFloat}, for a double. */
  static double parseDouble(char[] text, int from, int to) {
    double value = scan(text, from, to, EXACT_DOUBLE);
    if (!Double.isNaN(value)) {
      return value;
    }
    return special(text, from, to)
        ? specialValue(text, from)
        : Double.parseDouble(string(text, from, to));
  }

  /**
   * @throws NumberFormatException where it is no whole number that a long holds
   */
  static long parseLong(char[] text, int from, int to) {
    boolean negative = from < to && text[from] == '-';
    int start = negative || from < to && text[from] == '+' ? from + 1 : from;
    if (to - start > MAX_DIGITS) {
      return Long.parseLong(string(text, from, to));
    }
    if (start == to) {
      throw new NumberFormatException();
    }
    long value = 0;
    for (int i = start; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new NumberFormatException();
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }

  /**
   * NaN where the fast way does not lead to a value: too many digits, a great exponent, a special
   * word.
   */
  private static double scan(char[] text, int from, int to, long greatest) {
    int i = from;
    boolean negative = i < to && text[i] == '-';
    if (negative || i < to && text[i] == '+') {
      i++;
    }
    if (special(text, from, to)) {
      return Double.NaN;
    }
    long mantissa = 0;
    int digits = 0;
    int seen = 0;
    int exponent = 0;
    boolean point = false;
    for (; i < to; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        seen++;
        if (mantissa != 0 || digit != 0) {
          digits++;
        }
        mantissa = mantissa * 10 + digit;
        exponent -= point ? 1 : 0;
      } else if (text[i] == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (seen == 0) {
      throw new NumberFormatException();
    }
    if (i < to) {
      if (text[i] != 'e' && text[i] != 'E') {
        throw new NumberFormatException();
      }
      exponent += exponent(text, i + 1, to);
    }
    if (digits > MAX_DIGITS || mantissa > greatest || exponent < -22 || exponent > 22) {
      return Double.NaN;
    }
    double value = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
    return negative ? -value : value;
  }

  private static int exponent(char[] text, int from, int to) {
    long value = parseLong(text, from, Math.min(to, from + 10));
    for (int i = from + 10; i < to; i++) {
      if (text[i] < '0' || text[i] > '9') {
        throw new NumberFormatException();
      }
    }
    return Math.clamp(value, -1_000_000, 1_000_000);
  }

  private static boolean special(char[] text, int from, int to) {
    int start = from < to && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
    int length = to - start;
    if (length != 3 && length != 8 || Character.toLowerCase(text[start]) < 'i') {
      return false;
    }
    String word = string(text, start, to);
    return word.equalsIgnoreCase("nan")
        || word.equalsIgnoreCase("inf")
        || word.equalsIgnoreCase("infinity");
  }

  private static double specialValue(char[] text, int from) {
    boolean signed = text[from] == '-' || text[from] == '+';
    char letter = Character.toLowerCase(text[signed ? from + 1 : from]);
    if (letter == 'n') {
      return Double.NaN;
    }
    return text[from] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  private static String string(char[] text, int from, int to) {
    return new String(text, from, to - from);
  }
}
