package io.elanus.shell.command;

import io.elanus.shell.input.Input;
import io.elanus.shell.input.SessionInput;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code use}. */
final class UseCollection implements Command {
  @Option(
      names = {"-c", "--collection-name", "--collection"},
      paramLabel = "NAME",
      description = "The same as COLLECTION.")
  String option;

  @Parameters(
      arity = "0..1",
      paramLabel = "COLLECTION",
      description = "Collection of the commands that follow where they name none.")
  String collection;

  @Override
  public Input input() {
    return new SessionInput.Use(collection != null ? collection : option);
  }
}
