package io.elanus.shell.command;

import io.elanus.shell.input.CollectionInput;
import io.elanus.shell.input.Input;
import picocli.CommandLine.Mixin;

/** {@code release collection}. */
final class ReleaseCollection implements Command {
  @Mixin InCollectionOption collection = new InCollectionOption();

  @Override
  public Input input() {
    return new CollectionInput.Release(collection.name);
  }
}
