package io.elanus.shell.run;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.io.IOException;

/** Standard output takes no more. */
final class BrokenOutput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenOutput(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /** A reader such as head that has seen enough is no failure. */
  boolean quiet() {
    return "Broken pipe".equals(getMessage());
  }

  ElanusException asError() {
    return new ElanusException(
        ErrorCode.IO_FAILURE, "cannot write the output: " + getMessage(), null, this);
  }
}
