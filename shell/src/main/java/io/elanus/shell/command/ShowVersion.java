package io.elanus.shell.command;

import io.elanus.shell.input.SessionInput;
import io.elanus.shell.input.Input;

/** {@code version}. */
final class ShowVersion implements Command {
  @Override
  public Input input() {
    return new SessionInput.Version();
  }
}
