package io.elanus.shell.command;

import io.elanus.shell.input.Input;
import io.elanus.shell.input.SessionInput;

/** {@code clear}. */
final class ClearScreen implements Command {
  @Override
  public Input input() {
    return new SessionInput.Clear();
  }
}
