package io.elanus.shell.command;

import io.elanus.shell.input.Input;
import io.elanus.shell.input.SessionInput;

/** {@code version}. */
final class ShowVersion implements Command {
  @Override
  public Input input() {
    return new SessionInput.Version();
  }
}
