package io.elanus.shell.output;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/**
 * How many terminal cells a text takes: two for East Asian wide characters and emoji, none for
 * combining marks. What is drawn as one emoji, as a family, a flag or a keycap, takes two however
 * many characters it is made of.
 */
public final class DisplayWidth {
  private static final int TEXT_STYLE = 0xfe0e;
  private static final int EMOJI_STYLE = 0xfe0f;
  private static final int KEYCAP = 0x20e3;

  private DisplayWidth() {}

  /** What a reader takes for one character; made for the first text that is not ASCII. */
  private static final class Clusters {
    static final Pattern PATTERN = Pattern.compile("\\X");

    private Clusters() {}
  }

  public static int of(String text) {
    if (isAscii(text)) {
      return text.length();
    }
    int width = 0;
    Matcher clusters = Clusters.PATTERN.matcher(text);
    while (clusters.find()) {
      width += ofCluster(clusters.group());
    }
    return width;
  }

  /** The text, cut to at most the given width with an ellipsis as its last character. */
  static String cut(String text, int width) {
    if (of(text) <= width) {
      return text;
    }
    if (isAscii(text)) {
      return text.substring(0, width - 1) + "…";
    }
    int used = 0;
    int end = 0;
    Matcher clusters = Clusters.PATTERN.matcher(text);
    while (clusters.find()) {
      used += ofCluster(clusters.group());
      if (used > width - 1) {
        break;
      }
      end = clusters.end();
    }
    return text.substring(0, end) + "…";
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static int ofCluster(String cluster) {
    return isOneEmoji(cluster) ? 2 : cluster.codePoints().map(DisplayWidth::ofCharacter).sum();
  }

  /** Whether several characters are drawn as one emoji: of one alone its own width is right. */
  private static boolean isOneEmoji(String cluster) {
    int first = cluster.codePointAt(0);
    if (cluster.length() == Character.charCount(first) || cluster.indexOf(TEXT_STYLE) >= 0) {
      return false;
    }
    return Character.isExtendedPictographic(first)
        || isRegionalIndicator(first)
        || cluster.indexOf(EMOJI_STYLE) >= 0
        || cluster.indexOf(KEYCAP) >= 0;
  }

  /** Two of them are the flag of a country. */
  private static boolean isRegionalIndicator(int c) {
    return c >= 0x1f1e6 && c <= 0x1f1ff;
  }

  private static int ofCharacter(int c) {
    return c < 0x7f ? 1 : Math.max(0, WCWidth.wcwidth(c));
  }
}
