package io.elanus.shell.command;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.grammar.Command;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import io.elanus.shell.output.Multiline;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code history}. */
final class ShowHistory implements Command {
  static final CommandEntry ENTRY =
      CommandEntry.of("history", "Show or clear the lines typed before.", ShowHistory::new);

  @Takes(ValueKind.CLEAR)
  @Parameters(arity = "0..1", paramLabel = "clear", description = "Forget all lines.")
  String action;

  @Override
  public void settle() {
    if (action != null && !action.equals("clear")) {
      throw new ElanusException(ErrorCode.USAGE, "history takes nothing or clear, got " + action);
    }
  }

  @Override
  public Answer run(Context context) {
    if (action != null) {
      context.session().history().clear();
      return Answer.Outcome.of("cleared the history", Answer.object("history", "cleared"));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (String line : context.session().history().lines()) {
      rows.add(List.of(rows.size() + 1, new Multiline(line)));
    }
    return new Answer.Listing(List.of("number", "line"), rows);
  }
}
