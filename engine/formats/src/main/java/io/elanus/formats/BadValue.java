package io.elanus.formats;

import io.elanus.base.ErrorCode;

/**
 * A value that breaks a rule of its field; whoever knows row and column makes the message whole.
 */
final class BadValue extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 40;

  private final ErrorCode code;

  BadValue(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  static BadValue expected(String rule, String got) {
    return new BadValue(ErrorCode.INVALID_ROW, "%s expected, got %s".formatted(rule, got));
  }

  /** Text in quotes, the end of a long one left out. */
  static String quoted(String text) {
    return '"' + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...") + '"';
  }

  ErrorCode code() {
    return code;
  }
}
