package io.elanus.shell.command;

import io.elanus.shell.input.Input;
import io.elanus.shell.input.RowInput;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code insert row}. */
final class InsertRow implements Command {
  @Mixin InCollectionOption collection = new InCollectionOption();

  @Mixin OnDuplicateOption onDuplicate = new OnDuplicateOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "ROW",
      description = "The row as a JSON object, field to value, or an array of them.")
  String json;

  @Override
  public Input input() {
    return new RowInput.InsertRow(collection.name, json, onDuplicate.choice());
  }
}
