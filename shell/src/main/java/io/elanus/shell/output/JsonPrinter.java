package io.elanus.shell.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Exactly one JSON document for each answer, on a line of its own. */
public final class JsonPrinter implements Printer {
  private final Writer out;
  private final Messages messages;

  public JsonPrinter(Writer out, Messages messages) {
    this.out = out;
    this.messages = messages;
  }

  @Override
  public void print(Answer answer) throws IOException {
    Json.write(out, document(answer));
    out.write('\n');
    behindData().notes(notes(answer));
  }

  /** Messages, once the data that they are about has left. */
  private Messages behindData() throws IOException {
    out.flush();
    return messages;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** What an answer has to say that is not in its document. */
  private static List<String> notes(Answer answer) {
    return switch (answer) {
      case Answer.Outcome outcome -> outcome.notes();
      case Answer.Listing listing -> listing.notes();
      case Answer.Details _, Answer.Neighbours _, Answer.Verdict _, Answer.Text _ -> List.of();
    };
  }

  private static Object document(Answer answer) {
    return switch (answer) {
      case Answer.Listing listing -> listing;
      case Answer.Details details -> details.values();
      case Answer.Neighbours neighbours -> neighbours;
      case Answer.Outcome outcome -> outcome.values();
      case Answer.Verdict verdict ->
          Answer.object("ok", verdict.problems().isEmpty(), "problems", verdict.problems());
      case Answer.Text text -> text.values();
    };
  }
}
