package io.elanus.shell.command;

import io.elanus.shell.input.Input;
import io.elanus.shell.input.SessionInput;

/** {@code show output}. */
final class ShowOutput implements Command {
  @Override
  public Input input() {
    return new SessionInput.ShowOutput();
  }
}
