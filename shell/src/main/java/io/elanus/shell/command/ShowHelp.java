package io.elanus.shell.command;

import io.elanus.shell.grammar.Command;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code help}. */
final class ShowHelp implements Command {
  static final CommandEntry ENTRY =
      CommandEntry.of("help", "Explain the commands.", ShowHelp::new)
          .examples("help create index", "help HNSW", "help nlist");

  @Takes(ValueKind.COMMAND)
  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "Command to explain, or index type, metric or parameter.")
  List<String> words = List.of();

  @Override
  public Answer run(Context context) {
    String text = context.help().apply(words);
    return new Answer.Text(text, Answer.object("help", text));
  }
}
