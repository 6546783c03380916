package io.elanus.shell.command;

import io.elanus.shell.grammar.Command;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.output.Answer;

/** {@code exit}. */
final class ExitShell implements Command {
  static final CommandEntry ENTRY =
      CommandEntry.of("exit", "Leave the shell.", ExitShell::new).also("quit");

  @Override
  public Answer run(Context context) {
    context.session().requestExit();
    return new Answer.Text("", Answer.object("exit", true));
  }
}
