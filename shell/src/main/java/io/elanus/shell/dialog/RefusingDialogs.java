package io.elanus.shell.dialog;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.input.InCollection;
import io.elanus.shell.input.Input;
import java.util.List;

/** Where there is no terminal nothing is asked: the first missing option is named. */
public final class RefusingDialogs implements Dialogs {
  @Override
  public Input complete(Input input) {
    List<String> missing = input.missing();
    if (missing.isEmpty()) {
      return input;
    }
    String first = missing.getFirst();
    throw new ElanusException(ErrorCode.MISSING_OPTION, "missing " + first, hint(input, first));
  }

  private static String hint(Input input, String missing) {
    return switch (missing) {
      case Input.COLLECTION ->
          input instanceof InCollection
              ? "or choose one for the commands that follow: use COLLECTION"
              : null;
      case Input.CONFIRMED -> "nothing is asked here, and this cannot be undone";
      default -> null;
    };
  }
}
