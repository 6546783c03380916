package io.elanus.shell.command;

import io.elanus.shell.input.SessionInput;
import io.elanus.shell.input.Input;

/** {@code show output}. */
final class ShowOutput implements Command {
  @Override
  public Input input() {
    return new SessionInput.ShowOutput();
  }
}
