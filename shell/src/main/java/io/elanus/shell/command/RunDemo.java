package io.elanus.shell.command;

import io.elanus.shell.input.Input;
import io.elanus.shell.input.SessionInput;

/** {@code demo}. */
final class RunDemo implements Command {
  @Override
  public Input input() {
    return new SessionInput.Demo();
  }
}
