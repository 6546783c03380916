package io.elanus.shell.output;

import java.io.IOException;

/** Writes answers in one format. */
public interface Printer {
  /** Writes the answer of one command. */
  void print(Answer answer) throws IOException;

  /** Hands everything written so far to the reader. */
  void flush() throws IOException;
}
