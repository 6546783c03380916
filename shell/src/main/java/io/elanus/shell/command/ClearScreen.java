package io.elanus.shell.command;

import io.elanus.shell.grammar.Command;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.output.Answer;

/** {@code clear}. */
final class ClearScreen implements Command {
  static final CommandEntry ENTRY = CommandEntry.of("clear", "Clear the screen.", ClearScreen::new);

  private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J\u001b[3J";

  @Override
  public Answer run(Context context) {
    return new Answer.Text(
        context.session().screen().showsOutput() ? CLEAR_SCREEN : "",
        Answer.object("cleared", true));
  }
}
