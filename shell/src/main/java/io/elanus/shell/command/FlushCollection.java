package io.elanus.shell.command;

import io.elanus.shell.input.CollectionInput;
import io.elanus.shell.input.Input;
import picocli.CommandLine.Mixin;

/** {@code flush}. */
final class FlushCollection implements Command {
  @Mixin InCollectionOption collection = new InCollectionOption();

  @Override
  public Input input() {
    return new CollectionInput.Flush(collection.name);
  }
}
