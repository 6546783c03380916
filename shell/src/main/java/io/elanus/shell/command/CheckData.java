package io.elanus.shell.command;

import io.elanus.shell.input.Input;
import io.elanus.shell.input.SessionInput;

/** {@code check}. */
final class CheckData implements Command {
  @Override
  public Input input() {
    return new SessionInput.Check();
  }
}
