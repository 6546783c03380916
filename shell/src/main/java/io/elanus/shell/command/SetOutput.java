package io.elanus.shell.command;

import io.elanus.shell.grammar.Command;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import io.elanus.shell.output.OutputFormat;
import io.elanus.shell.session.Session;
import picocli.CommandLine.Parameters;

/** {@code set output}. */
final class SetOutput implements Command {
  static final CommandEntry ENTRY =
      CommandEntry.of("set output", "Choose how answers are written.", SetOutput::new)
          .examples("set output json");

  @Takes(value = ValueKind.OUTPUT_FORMAT, asked = Asked.REQUIRED)
  @Parameters(arity = "0..1", paramLabel = "FORMAT", description = "table, json or csv.")
  String format;

  @Override
  public Answer run(Context context) {
    Session session = context.session();
    session.change(session.settings().withFormat(OutputFormat.parse(format)));
    String label = session.settings().format().label();
    return Answer.Outcome.of("output is " + label, Answer.object("output", label));
  }
}
