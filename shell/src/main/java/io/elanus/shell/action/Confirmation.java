package io.elanus.shell.action;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;

/** The answer to "are you sure?". */
public final class Confirmation {
  private Confirmation() {}

  public static void require(Boolean confirmed) {
    if (!Boolean.TRUE.equals(confirmed)) {
      throw new ElanusException(ErrorCode.CANCELLED, "nothing was deleted");
    }
  }
}
