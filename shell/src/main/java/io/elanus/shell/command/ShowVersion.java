package io.elanus.shell.command;

import io.elanus.shell.grammar.Command;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.Version;

/** {@code version}. */
final class ShowVersion implements Command {
  static final CommandEntry ENTRY =
      CommandEntry.of("version", "Print the version.", ShowVersion::new);

  @Override
  public Answer run(Context context) {
    return new Answer.Text("elanus " + Version.TEXT + "\n", Answer.object("version", Version.TEXT));
  }
}
