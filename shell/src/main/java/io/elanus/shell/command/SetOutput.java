package io.elanus.shell.command;

import io.elanus.shell.input.Input;
import io.elanus.shell.input.SessionInput;
import picocli.CommandLine.Parameters;

/** {@code set output}. */
final class SetOutput implements Command {
  @Parameters(arity = "0..1", paramLabel = "FORMAT", description = "table, json or csv.")
  String format;

  @Override
  public Input input() {
    return new SessionInput.SetOutput(format);
  }
}
