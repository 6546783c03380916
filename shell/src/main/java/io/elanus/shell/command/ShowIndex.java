package io.elanus.shell.command;

import io.elanus.shell.action.IndexValues;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.output.Answer;

/** {@code show index}. */
final class ShowIndex extends OnIndex {
  static final CommandEntry ENTRY = CommandEntry.of("show index", "Show an index.", ShowIndex::new);

  @Override
  public Answer run(Context context) {
    return new Answer.Details(
        IndexValues.describe(context.engine().indexes().describe(ref(), index)));
  }
}
