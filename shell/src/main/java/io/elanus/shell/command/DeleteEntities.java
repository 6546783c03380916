package io.elanus.shell.command;

import io.elanus.shell.input.Input;
import io.elanus.shell.input.RowInput;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code delete entities}. */
final class DeleteEntities implements Command {
  @Mixin InCollectionOption collection = new InCollectionOption();

  @Mixin KeyOptions keys = new KeyOptions();

  @Option(
      names = {"-e", "--expr", "--filter"},
      paramLabel = "TEXT",
      description = "KEY in [1, 2] or KEY == 1, with the name of the primary key.")
  String expression;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask whether it is meant.")
  Boolean confirmed;

  @Override
  public Input input() {
    return new RowInput.DeleteEntities(collection.name, keys.keys(), expression, confirmed);
  }
}
