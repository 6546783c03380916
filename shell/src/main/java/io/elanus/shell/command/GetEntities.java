package io.elanus.shell.command;

import io.elanus.shell.action.RowsAnswer;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code get}. */
final class GetEntities extends InCollection {
  static final CommandEntry ENTRY =
      CommandEntry.of("get", "Show rows by primary key.", GetEntities::new)
          .examples("get -c words river lake", "get -c book 1 2 -o title");

  @Mixin KeyOptions keys = new KeyOptions();

  @Takes(value = ValueKind.FIELDS, asked = Asked.ASIDE)
  @Option(
      names = {"-o", "--output-fields"},
      split = ",",
      paramLabel = "FIELD",
      description = "Fields to show; all if left out.")
  List<String> outputFields;

  @Override
  public void settle() {
    keys.settle();
  }

  @Override
  public Answer run(Context context) {
    return new RowsAnswer(context.engine(), schema(context), outputFields).ofKeys(keys.keys);
  }
}
