package io.elanus.shell.command;

import io.elanus.shell.input.Input;
import io.elanus.shell.input.RowInput;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code get}. */
final class GetEntities implements Command {
  @Mixin InCollectionOption collection = new InCollectionOption();

  @Mixin KeyOptions keys = new KeyOptions();

  @Option(
      names = {"-o", "--output-fields"},
      split = ",",
      paramLabel = "FIELD",
      description = "Fields to show; all if left out.")
  List<String> outputFields;

  @Override
  public Input input() {
    return new RowInput.Get(collection.name, keys.keys(), outputFields);
  }
}
