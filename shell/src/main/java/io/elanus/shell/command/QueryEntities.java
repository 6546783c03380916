package io.elanus.shell.command;

import io.elanus.api.CollectionSchema;
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

/** {@code query}. */
final class QueryEntities extends InCollection {
  static final CommandEntry ENTRY =
      CommandEntry.of("query", "Show rows by primary key, or the first rows.", QueryEntities::new)
          .examples("query -c words -l 5", "query -c book -e 'id in [1, 2]' -o title");

  private static final int FIRST_ROWS = 10;

  @Mixin FilterOptions rows = new FilterOptions();

  @Takes(value = ValueKind.FIELDS, asked = Asked.ASIDE)
  @Option(
      names = {"-o", "--output-fields"},
      split = ",",
      paramLabel = "FIELD",
      description = "Fields to show; all if left out.")
  List<String> outputFields;

  @Takes(ValueKind.LIMIT)
  @Option(
      names = {"-l", "--limit"},
      paramLabel = "COUNT",
      description =
          "Greatest number of rows, at most 16384; without keys the first rows are shown, 10 if"
              + " left out.")
  Integer limit;

  @Override
  public void settle() {
    rows.settle();
  }

  @Override
  public boolean needs(ValueKind kind) {
    return kind != ValueKind.KEYS;
  }

  @Override
  public Answer run(Context context) {
    CollectionSchema schema = schema(context);
    RowsAnswer answer = new RowsAnswer(context.engine(), schema, outputFields);
    if (rows.isEmpty()) {
      return answer.first(limit == null ? FIRST_ROWS : limit);
    }
    List<String> wanted = rows.keys(schema);
    return answer.ofKeys(
        limit == null ? wanted : wanted.subList(0, Math.min(wanted.size(), limit)));
  }
}
