package io.elanus.shell.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Sentences beside the data, as the printers of tables and of CSV write them. */
final class Notes {
  private Notes() {}

  /** What an answer has to say beside its data. */
  static List<String> of(Answer answer) {
    return switch (answer) {
      case Answer.Outcome outcome -> outcome.notes();
      case Answer.Listing listing -> listing.notes();
      case Answer.Details _, Answer.Neighbours _, Answer.Verdict _, Answer.Text _ -> List.of();
    };
  }

  /** Writes what was done, and the notes about it. */
  static void write(Writer messages, Answer.Outcome outcome) throws IOException {
    messages.write(outcome.sentence());
    messages.write('\n');
    write(messages, outcome.notes());
  }

  /** Writes problems, which are data, each on a line, and what they come to. */
  static void write(Writer out, Writer messages, Answer.Verdict verdict) throws IOException {
    for (String problem : verdict.problems()) {
      out.write(problem);
      out.write('\n');
    }
    messages.write(verdict.sentence());
    messages.write('\n');
  }

  static void write(Writer messages, List<String> notes) throws IOException {
    for (String note : notes) {
      messages.write("note: ");
      messages.write(note);
      messages.write('\n');
    }
  }
}
