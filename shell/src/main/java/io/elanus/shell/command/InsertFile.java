package io.elanus.shell.command;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.input.Input;
import io.elanus.shell.input.RowInput;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code insert file}. */
final class InsertFile implements Command {
  @Mixin InCollectionOption collection = new InCollectionOption();

  @Option(
      names = "--map",
      paramLabel = "COLUMN=FIELD",
      description =
          "Put a column of the file into a field of another name, into none if FIELD is empty;"
              + " repeatable.")
  List<String> map;

  @Mixin OnDuplicateOption onDuplicate = new OnDuplicateOption();

  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "SECONDS",
      description = "How long it may take; rows inserted until then stay.")
  Double timeoutSeconds;

  @Option(
      names = {"-p", "--partition", "--partition-name"},
      paramLabel = "NAME",
      description = "Partition; not available yet.")
  String partition;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "File to import: .npy, .fvecs, .ivecs, .bvecs, .csv, .json, .jsonl, or .gz of them.")
  Path file;

  @Override
  public Input input() {
    if (partition != null) {
      throw new ElanusException(
          ErrorCode.NOT_AVAILABLE, "partitions are not available yet", "leave out -p " + partition);
    }
    return new RowInput.InsertFile(
        collection.name, file, ColumnMap.parse(map), onDuplicate.choice(), timeoutSeconds);
  }
}
