package io.elanus.shell.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Sentences beside the data. */
final class Notes {
  private Notes() {}

  static void write(Writer messages, List<String> notes) throws IOException {
    for (String note : notes) {
      messages.write("note: ");
      messages.write(note);
      messages.write('\n');
    }
  }
}
