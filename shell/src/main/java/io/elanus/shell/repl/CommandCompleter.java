package io.elanus.shell.repl;

import io.elanus.shell.complete.Completion;
import io.elanus.shell.complete.Completions;
import io.elanus.shell.dialog.CommandText;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers completions in the spelling that the line needs. */
final class CommandCompleter implements Completer {
  private final Completions completions;

  CommandCompleter(Completions completions) {
    this.completions = completions;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String typed = line.word();
    String quote = typed.startsWith("'") || typed.startsWith("\"") ? typed.substring(0, 1) : "";
    int order = 0;
    for (Completion completion : completions.at(line.line(), line.cursor())) {
      String value =
          quote.isEmpty()
              ? CommandText.quoted(completion.value())
              : quote + completion.value() + (completion.complete() ? quote : "");
      candidates.add(
          new Candidate(
              value,
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
