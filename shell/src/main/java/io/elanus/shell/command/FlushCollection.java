package io.elanus.shell.command;

import io.elanus.api.Engine;
import io.elanus.base.Wording;
import io.elanus.shell.action.Timeouts;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import picocli.CommandLine.Option;

/** {@code flush}. */
final class FlushCollection extends InCollection {
  static final CommandEntry ENTRY =
      CommandEntry.of(
          "flush", "Seal what was inserted, so that it can be indexed.", FlushCollection::new);

  @Takes(ValueKind.SECONDS)
  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "SECONDS",
      description = "How long it may take.")
  Double timeoutSeconds;

  @Override
  public Answer run(Context context) {
    Engine engine = context.engine();
    long rows =
        Timeouts.within(
            Timeouts.of(timeoutSeconds),
            "collection %s was not flushed".formatted(collection),
            () -> engine.data().flush(ref()));
    return Answer.Outcome.of(
        "flushed collection %s, %s".formatted(collection, Wording.count(rows, "row")),
        Answer.object("collection", collection, "rows", rows));
  }
}
