package io.elanus.shell.command;

import io.elanus.shell.demo.Demo;
import io.elanus.shell.grammar.Command;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.output.Answer;

/** {@code demo}. */
final class RunDemo implements Command {
  static final CommandEntry ENTRY =
      CommandEntry.of("demo", "Show all of it on 20,000 words.", RunDemo::new);

  @Override
  public Answer run(Context context) {
    return new Demo(context.session(), context.lines()).run();
  }
}
