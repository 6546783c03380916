package io.elanus.base;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the public API. The message states the rule and the value that broke it
 * ("nlist must be in [1, 65536], got 0"); the hint, where there is one, says what to do.
 */
public final class ElanusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable String hint;

  public ElanusException(ErrorCode code, String message) {
    this(code, message, null, null);
  }

  public ElanusException(ErrorCode code, String message, @Nullable String hint) {
    this(code, message, hint, null);
  }

  /**
   * @param hint what the reader can do, a sentence without a final full stop; may be null
   * @param cause may be null
   */
  public ElanusException(
      ErrorCode code, String message, @Nullable String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.hint = hint;
  }

  public ErrorCode code() {
    return code;
  }

  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }
}
