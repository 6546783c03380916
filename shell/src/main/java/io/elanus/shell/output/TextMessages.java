package io.elanus.shell.output;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorKind;
import java.io.IOException;
import java.io.Writer;

/**
 * Messages for people.
 *
 * <pre>
 * inserted 3 rows into book
 * note: no row with id 9000
 * build.elanus:3: error: nlist must be in [1, 65536], got 0
 * hint: ...
 * </pre>
 */
public final class TextMessages implements Messages {
  private final Writer err;

  public TextMessages(Writer err) {
    this.err = err;
  }

  @Override
  public void say(String sentence) {
    write(sentence + "\n");
  }

  @Override
  public void note(String sentence) {
    write("note: " + sentence + "\n");
  }

  @Override
  public void error(String place, ElanusException error, String trace) {
    // Who stopped the work knows that it was no accident.
    String label = error.code().kind() == ErrorKind.INTERRUPTED ? "" : "error: ";
    String hint = error.hint().map(text -> "hint: " + text + "\n").orElse("");
    write((place.isEmpty() ? "" : place + ": ") + label + error.getMessage() + "\n" + hint + trace);
  }

  private void write(String lines) {
    try {
      err.write(ControlCharacters.visibleInLines(lines));
      err.flush();
    } catch (IOException e) {
      // The reader has gone; the work goes on without being watched.
    }
  }
}
