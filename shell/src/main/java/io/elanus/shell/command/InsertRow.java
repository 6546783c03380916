package io.elanus.shell.command;

import io.elanus.api.CollectionSchema;
import io.elanus.api.DuplicateKeys;
import io.elanus.api.Engine;
import io.elanus.api.RowBatch;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.formats.RowFiles;
import io.elanus.formats.RowReader;
import io.elanus.shell.action.Import;
import io.elanus.shell.action.Imported;
import io.elanus.shell.dialog.CommandDialog;
import io.elanus.shell.dialog.InsertRowDialog;
import io.elanus.shell.dialog.OwnDialog;
import io.elanus.shell.dialog.Questions;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code insert row}. */
final class InsertRow extends InCollection implements OwnDialog {
  static final CommandEntry ENTRY =
      CommandEntry.of("insert row", "Insert rows written as JSON.", InsertRow::new)
          .examples(
              "insert row -c book {\"id\": 1, \"title\": \"one\", \"vector\": [0.1, 0.2]}",
              "insert row -c book [{\"id\": 2, \"title\": \"two\", \"vector\": [3, 4]}]");

  private static final int MAX_TYPED_ROWS = 100_000;

  @Mixin DuplicatesOption onDuplicate = new DuplicatesOption();

  @Takes(value = ValueKind.ROW, asked = Asked.REQUIRED)
  @Parameters(
      arity = "0..1",
      paramLabel = "ROW",
      description = "The row as a JSON object, field to value, or an array of them.")
  String rows;

  @Override
  public CommandDialog dialog(Questions questions, Invocation given) {
    return new InsertRowDialog(questions, given);
  }

  @Override
  public Answer run(Context context) {
    Engine engine = context.engine();
    CollectionSchema schema = schema(context);
    DuplicateKeys choice = onDuplicate.how == null ? DuplicateKeys.ERROR : onDuplicate.choice();
    Imported imported = Imported.NOTHING;
    try (RowReader reader = RowFiles.typed(rows).read(schema, Map.of(), MAX_TYPED_ROWS)) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        imported = imported.plus(engine.data().insert(ref(), batch, choice));
      }
    } catch (ElanusException e) {
      if (e.code() != ErrorCode.ALREADY_EXISTS) {
        throw e;
      }
      throw new ElanusException(
          e.code(), e.getMessage(), Import.duplicates(context.session(), schema), e);
    }
    return imported.answer(schema.name(), onDuplicate.choice());
  }
}
