package io.elanus.shell.command;

import io.elanus.shell.input.IndexInput;
import io.elanus.shell.input.Input;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wait_for_index}. */
final class WaitForIndex implements Command {
  @Mixin OnIndexOptions on = new OnIndexOptions();

  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "SECONDS",
      description = "How long to wait; for ever if left out.")
  Double timeoutSeconds;

  @Override
  public Input input() {
    return new IndexInput.Await(on.collection.name, on.index(), timeoutSeconds);
  }
}
