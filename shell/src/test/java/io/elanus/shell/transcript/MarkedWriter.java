package io.elanus.shell.transcript;

import java.io.IOException;
import java.io.Writer;

/** Puts a mark in front of each line on its way to another writer. */
final class MarkedWriter extends Writer {
  private final Writer target;
  private final String mark;
  private boolean atStart = true;

  MarkedWriter(Writer target, String mark) {
    this.target = target;
    this.mark = mark;
  }

  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (atStart) {
        target.write(mark);
      }
      target.write(buffer[i]);
      atStart = buffer[i] == '\n';
    }
  }

  @Override
  public void flush() throws IOException {
    target.flush();
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}
