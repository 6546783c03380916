package io.elanus.shell;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;

/**
 * Text that the operating system hands over as bytes: arguments and variables. The JVM has decoded
 * it by the locale when we see it, and put U+FFFD where it could not.
 *
 * @param utf8 whether the JVM takes such bytes for UTF-8; if not, only ASCII can be trusted
 */
public record NativeText(boolean utf8) {
  private static final char REPLACEMENT = '\uFFFD';

  /** As this process was started: the launcher chooses a locale of UTF-8 where it finds one. */
  static NativeText ofProcess() {
    return new NativeText("UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding")));
  }

  /**
   * @param name of what holds the text, for the message
   * @throws ElanusException USAGE where the text is not what was written
   */
  void check(String name, String text) {
    boolean read =
        utf8 ? text.indexOf(REPLACEMENT) < 0 : text.chars().allMatch(letter -> letter < 0x80);
    if (!read) {
      throw new ElanusException(
          ErrorCode.USAGE,
          "%s must be UTF-8, got %s".formatted(name, Wording.quoted(text)),
          utf8
              ? "convert it, as with iconv -t UTF-8; U+FFFD itself is read from scripts only"
              : "start Elanus by its launcher, or with LC_ALL=C.UTF-8");
    }
  }
}
