package io.elanus.shell.command;

import io.elanus.shell.input.Input;
import io.elanus.shell.input.SessionInput;

/** {@code exit}. */
final class ExitShell implements Command {
  @Override
  public Input input() {
    return new SessionInput.Exit();
  }
}
