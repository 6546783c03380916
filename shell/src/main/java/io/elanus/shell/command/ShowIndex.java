package io.elanus.shell.command;

import io.elanus.shell.input.IndexInput;
import io.elanus.shell.input.Input;
import picocli.CommandLine.Mixin;

/** {@code show index}. */
final class ShowIndex implements Command {
  @Mixin OnIndexOptions on = new OnIndexOptions();

  @Override
  public Input input() {
    return new IndexInput.Show(on.collection.name, on.index());
  }
}
