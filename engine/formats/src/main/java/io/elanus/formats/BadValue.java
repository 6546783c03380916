package io.elanus.formats;

import io.elanus.base.ErrorCode;
import java.util.Objects;

/**
 * A value that breaks a rule of its field; whoever knows row and column makes the message whole.
 */
final class BadValue extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  BadValue(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  static BadValue expected(String rule, String got) {
    return new BadValue(ErrorCode.INVALID_ROW, "%s expected, got %s".formatted(rule, got));
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  ErrorCode code() {
    return code;
  }
}
