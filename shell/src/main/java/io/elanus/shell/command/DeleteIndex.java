package io.elanus.shell.command;

import io.elanus.shell.input.IndexInput;
import io.elanus.shell.input.Input;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code delete index}. */
final class DeleteIndex implements Command {
  @Mixin OnIndexOptions on = new OnIndexOptions();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask whether it is meant.")
  Boolean confirmed;

  @Override
  public Input input() {
    return new IndexInput.Delete(on.collection.name, on.index(), confirmed);
  }
}
