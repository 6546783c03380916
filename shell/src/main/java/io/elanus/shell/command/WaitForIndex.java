package io.elanus.shell.command;

import io.elanus.api.BuildJob;
import io.elanus.shell.action.IndexValues;
import io.elanus.shell.action.JobFollower;
import io.elanus.shell.action.Timeouts;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code wait_for_index}. */
final class WaitForIndex extends OnIndex {
  static final CommandEntry ENTRY =
      CommandEntry.of("wait_for_index", "Wait until an index is built.", WaitForIndex::new)
          .examples("wait_for_index -c words -f vector -t 60");

  @Takes(
      value = ValueKind.SECONDS,
      asked = Asked.ASIDE,
      help = "Seconds to wait; Enter waits for the end.")
  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "SECONDS",
      description = "How long to wait; for ever if left out.")
  Double timeoutSeconds;

  @Override
  public Answer run(Context context) {
    Duration timeout = Timeouts.of(timeoutSeconds);
    Optional<BuildJob> job = context.engine().indexes().resume(ref(), index);
    return IndexValues.finished(
        job.isPresent()
            ? new JobFollower(context.session()).follow(job.get(), timeout)
            : context.engine().indexes().describe(ref(), index));
  }
}
