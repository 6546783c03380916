package io.elanus.shell.command;

import io.elanus.shell.grammar.Command;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.output.Answer;

/** {@code show output}. */
final class ShowOutput implements Command {
  static final CommandEntry ENTRY =
      CommandEntry.of("show output", "Show how answers are written.", ShowOutput::new);

  @Override
  public Answer run(Context context) {
    String label = context.session().settings().format().label();
    return new Answer.Text(label + "\n", Answer.object("output", label));
  }
}
