package io.elanus.shell.output;

import java.util.HexFormat;

/**
 * Control characters of data, which a terminal would obey: ESC starts commands, BEL rings, a
 * carriage return writes over what stands there.
 */
final class ControlCharacters {
  private ControlCharacters() {}

  /** The text with each control character spelt out, as \n or \u001b. */
  static String visible(String text) {
    return visible(text, false);
  }

  /** The same, but that lines stay lines and tabs stay tabs. */
  static String visibleInLines(String text) {
    return visible(text, true);
  }

  private static String visible(String text, boolean lines) {
    int at = 0;
    while (at < text.length() && !isSpelt(text.charAt(at), lines)) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length() + 8).append(text, 0, at);
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isSpelt(c, lines)) {
        visible.append(spelt(c));
      } else {
        visible.append(c);
      }
    }
    return visible.toString();
  }

  private static boolean isSpelt(char c, boolean lines) {
    return Character.isISOControl(c) && !(lines && (c == '\n' || c == '\t'));
  }

  private static String spelt(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u" + HexFormat.of().toHexDigits(c);
    };
  }
}
