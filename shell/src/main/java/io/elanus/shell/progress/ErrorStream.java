package io.elanus.shell.progress;

import java.io.IOException;
import java.io.Writer;

/** Writes progress; a stream that nobody reads any more must not fail the work. */
final class ErrorStream {
  private final Writer err;

  ErrorStream(Writer err) {
    this.err = err;
  }

  void write(String text) {
    try {
      err.write(text);
      err.flush();
    } catch (IOException e) {
      // The reader has gone; the work goes on without being watched.
    }
  }
}
