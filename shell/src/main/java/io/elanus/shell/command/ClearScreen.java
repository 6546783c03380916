package io.elanus.shell.command;

import io.elanus.shell.input.SessionInput;
import io.elanus.shell.input.Input;

/** {@code clear}. */
final class ClearScreen implements Command {
  @Override
  public Input input() {
    return new SessionInput.Clear();
  }
}
