package io.elanus.base;

import java.util.Locale;

/** Numbers and values of a user as sentences show them. */
public final class Wording {
  private static final int SHOWN = 80;
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

  private Wording() {}

  /** "1 byte", "20000 rows". */
  public static String count(long number, String singular) {
    return number + " " + (number == 1 ? singular : singular + "s");
  }

  /** Without ".0" behind a whole number: "2", "0.5". */
  public static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < Long.MAX_VALUE
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** The text in quotes; of a long one the first 80 characters and how many there are. */
  public static String quoted(String text) {
    return text.length() <= SHOWN ? '"' + text + '"' : cut('"' + start(text) + "…\"", text);
  }

  /** The text without quotes; of a long one the first 80 characters and how many there are. */
  public static String excerpt(String text) {
    return text.length() <= SHOWN ? text : cut(start(text) + "…", text);
  }

  private static String cut(String shown, String text) {
    return "%s (%d characters)".formatted(shown, text.length());
  }

  /** Never half of a surrogate pair. */
  private static String start(String text) {
    int end = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
    return text.substring(0, end);
  }

  /** "512 bytes", "1.5 KiB", "2.0 GiB": the largest unit of which there is one. */
  public static String size(long bytes) {
    if (bytes < 1024) {
      return count(bytes, "byte");
    }
    double value = bytes / 1024.0;
    int unit = 0;
    while (value >= 1023.95 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }
}
