package io.elanus.shell.command;

import io.elanus.shell.input.Input;
import io.elanus.shell.input.RowInput;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code query}. */
final class QueryEntities implements Command {
  @Mixin InCollectionOption collection = new InCollectionOption();

  @Mixin KeyOptions keys = new KeyOptions();

  @Option(
      names = {"-e", "--expr", "--filter"},
      paramLabel = "TEXT",
      description = "KEY in [1, 2] or KEY == 1, with the name of the primary key.")
  String expression;

  @Option(
      names = {"-o", "--output-fields"},
      split = ",",
      paramLabel = "FIELD",
      description = "Fields to show; all if left out.")
  List<String> outputFields;

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "COUNT",
      description =
          "Greatest number of rows, at most 16384; without keys the first rows are shown, 10 if"
              + " left out.")
  Integer limit;

  @Override
  public Input input() {
    return new RowInput.Query(
        collection.name, keys.keys(), expression, outputFields, Counts.limit(limit));
  }
}
