package io.elanus.shell.output;

import org.jline.utils.WCWidth;

/**
 * How many terminal cells a text takes: two for East Asian wide characters and emoji, none for
 * combining marks.
 */
public final class DisplayWidth {
  private DisplayWidth() {}

  public static int of(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      width += of(c);
      i += Character.charCount(c);
    }
    return width;
  }

  /** The text, cut to at most the given width with an ellipsis as its last character. */
  static String cut(String text, int width) {
    if (of(text) <= width) {
      return text;
    }
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      if (used + of(c) > width - 1) {
        break;
      }
      used += of(c);
      end += Character.charCount(c);
    }
    return text.substring(0, end) + "…";
  }

  private static int of(int c) {
    // The table of widths is loaded for the first character that is not ASCII.
    return c < 0x7f ? 1 : Math.max(0, WCWidth.wcwidth(c));
  }
}
