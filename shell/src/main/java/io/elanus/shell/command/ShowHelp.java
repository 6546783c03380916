package io.elanus.shell.command;

import io.elanus.shell.input.Input;
import io.elanus.shell.input.SessionInput;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code help}. */
final class ShowHelp implements Command {
  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "Command to explain, or index type, metric or parameter.")
  List<String> words = List.of();

  @Override
  public Input input() {
    return new SessionInput.Help(words);
  }
}
