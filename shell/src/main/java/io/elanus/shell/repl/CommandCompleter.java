package io.elanus.shell.repl;

import io.elanus.shell.complete.Completion;
import io.elanus.shell.complete.Completions;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers completions; {@link TypedWord} spells them as the line needs it. */
final class CommandCompleter implements Completer {
  private final Completions completions;

  CommandCompleter(Completions completions) {
    this.completions = completions;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    int order = 0;
    for (Completion completion : completions.at(line.line(), line.cursor())) {
      candidates.add(
          new Candidate(
              completion.value(),
              completion.value(),
              null,
              completion.help().isEmpty() ? null : completion.help(),
              null,
              null,
              completion.complete(),
              order));
      order++;
    }
  }
}
