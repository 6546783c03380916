package io.elanus.shell.dialog;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.input.Input;
import java.util.List;

/** Where there is no terminal nothing is asked: the first missing option is named. */
public final class RefusingDialogs implements Dialogs {
  @Override
  public Input complete(Input given, Input filled) {
    List<String> missing = filled.missing();
    if (missing.isEmpty()) {
      return filled;
    }
    throw new ElanusException(ErrorCode.MISSING_OPTION, "missing " + missing.getFirst());
  }
}
