package io.elanus.shell.command;

import io.elanus.shell.input.CollectionInput;
import io.elanus.shell.input.Input;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flush}. */
final class FlushCollection implements Command {
  @Mixin InCollectionOption collection = new InCollectionOption();

  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "SECONDS",
      description = "How long it may take.")
  Double timeoutSeconds;

  @Override
  public Input input() {
    return new CollectionInput.Flush(collection.name, timeoutSeconds);
  }
}
