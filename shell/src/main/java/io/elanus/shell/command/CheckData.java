package io.elanus.shell.command;

import io.elanus.shell.input.SessionInput;
import io.elanus.shell.input.Input;

/** {@code check}. */
final class CheckData implements Command {
  @Override
  public Input input() {
    return new SessionInput.Check();
  }
}
