package io.elanus.shell.command;

import io.elanus.api.IndexProgress;
import io.elanus.shell.action.IndexValues;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.output.Answer;
import java.util.Map;

/** {@code show index_progress}. */
final class ShowIndexProgress extends OnIndex {
  static final CommandEntry ENTRY =
      CommandEntry.of(
          "show index_progress", "Show how many rows an index covers.", ShowIndexProgress::new);

  @Override
  public Answer run(Context context) {
    IndexProgress progress = context.engine().indexes().describe(ref(), index).progress();
    Map<String, Object> values =
        Answer.object(
            "total_rows", progress.totalRows(),
            "indexed_rows", progress.indexedRows(),
            "pending_index_rows", progress.pendingIndexRows(),
            "state", IndexValues.state(progress));
    progress.failure().ifPresent(failure -> values.put("failure", failure));
    return new Answer.Details(values);
  }
}
