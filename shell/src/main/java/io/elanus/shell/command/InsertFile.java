package io.elanus.shell.command;

import io.elanus.api.CollectionSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.formats.RowFile;
import io.elanus.formats.RowFiles;
import io.elanus.shell.action.ColumnMap;
import io.elanus.shell.action.Import;
import io.elanus.shell.action.Timeouts;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code insert file}. */
final class InsertFile extends InCollection {
  static final CommandEntry ENTRY =
      CommandEntry.of("insert file", "Import a file into a collection.", InsertFile::new)
          .examples(
              "insert file -c words words.jsonl.gz",
              "insert file -c words rows.csv --map word=title --map vector=embedding");

  @Takes(ValueKind.COLUMN_MAP)
  @Option(
      names = "--map",
      paramLabel = "COLUMN=FIELD",
      description =
          "Put a column of the file into a field of another name, into none if FIELD is empty;"
              + " repeatable.")
  List<String> map;

  @Mixin DuplicatesOption onDuplicate = new DuplicatesOption();

  @Takes(ValueKind.SECONDS)
  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "SECONDS",
      description = "How long it may take; rows inserted until then stay.")
  Double timeoutSeconds;

  @Takes(ValueKind.FREE)
  @Option(
      names = {"-p", "--partition", "--partition-name"},
      paramLabel = "NAME",
      description = "Partition; not available yet.")
  String partition;

  @Takes(
      value = ValueKind.FILE,
      asked = Asked.REQUIRED,
      help = "One of .npy, .fvecs, .ivecs, .bvecs, .csv, .json or .jsonl, or the .gz of one.")
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "File to import: .npy, .fvecs, .ivecs, .bvecs, .csv, .json, .jsonl, or .gz of them.")
  Path file;

  @Override
  public void settle() {
    if (partition != null) {
      throw new ElanusException(
          ErrorCode.NOT_AVAILABLE, "partitions are not available yet", "leave out -p " + partition);
    }
  }

  @Override
  public Answer run(Context context) {
    CollectionSchema schema = schema(context);
    RowFile rows = RowFiles.open(context.session().file(file.toString()));
    return new Import(context.session(), onDuplicate.choice())
        .run(schema, rows, ColumnMap.parse(map), Timeouts.of(timeoutSeconds))
        .answer(collection, onDuplicate.choice());
  }
}
