package io.elanus.shell.command;

import io.elanus.shell.action.IndexValues;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.output.Answer;

/** {@code list indexes}. */
final class ListIndexes extends InCollection {
  static final CommandEntry ENTRY =
      CommandEntry.of("list indexes", "List the indexes of a collection.", ListIndexes::new)
          .also("list index");

  @Override
  public Answer run(Context context) {
    return IndexValues.listing(context.engine().indexes().list(ref()));
  }
}
