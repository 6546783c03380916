package io.elanus.shell.command;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.input.Input;
import io.elanus.shell.input.SessionInput;
import picocli.CommandLine.Parameters;

/** {@code history}. */
final class ShowHistory implements Command {
  @Parameters(arity = "0..1", paramLabel = "clear", description = "Forget all lines.")
  String action;

  @Override
  public Input input() {
    if (action != null && !action.equals("clear")) {
      throw new ElanusException(ErrorCode.USAGE, "history takes nothing or clear, got " + action);
    }
    return new SessionInput.History(action != null);
  }
}
