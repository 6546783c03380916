package io.elanus.shell.command;

import io.elanus.shell.grammar.Command;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.output.Answer;
import java.util.List;

/** {@code check}. */
final class CheckData implements Command {
  static final CommandEntry ENTRY =
      CommandEntry.of("check", "Verify the data directory.", CheckData::new);

  @Override
  public Answer run(Context context) {
    List<String> problems = context.engine().administration().check();
    String found =
        switch (problems.size()) {
          case 0 -> "no problems";
          case 1 -> "1 problem";
          default -> problems.size() + " problems";
        };
    return new Answer.Verdict(
        "found %s in %s".formatted(found, context.session().settings().dataDirectory()), problems);
  }
}
