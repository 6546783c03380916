package io.elanus.shell.command;

import io.elanus.shell.input.IndexInput;
import io.elanus.shell.input.Input;
import picocli.CommandLine.Mixin;

/** {@code list indexes}. */
final class ListIndexes implements Command {
  @Mixin InCollectionOption collection = new InCollectionOption();

  @Override
  public Input input() {
    return new IndexInput.ListAll(collection.name);
  }
}
