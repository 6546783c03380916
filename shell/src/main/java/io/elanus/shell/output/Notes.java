package io.elanus.shell.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Sentences beside the data. */
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

  static void write(Writer messages, List<String> notes) throws IOException {
    for (String note : notes) {
      messages.write("note: ");
      messages.write(note);
      messages.write('\n');
    }
  }
}
