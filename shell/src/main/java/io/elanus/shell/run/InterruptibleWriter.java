package io.elanus.shell.run;

import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.io.IOException;
import java.io.Writer;

/** Writes until it is cancelled, then ends the line and throws CANCELLED. */
final class InterruptibleWriter extends Writer {
  private final Writer out;
  private final Cancellation cancellation;
  private boolean lineOpen;

  InterruptibleWriter(Writer out, Cancellation cancellation) {
    this.out = out;
    this.cancellation = cancellation;
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    if (cancellation.isCancelled()) {
      if (lineOpen) {
        out.write('\n');
        lineOpen = false;
      }
      throw new ElanusException(ErrorCode.CANCELLED, "cancelled, the rest is not shown");
    }
    if (length > 0) {
      out.write(text, from, length);
      lineOpen = text[from + length - 1] != '\n';
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** The writer below belongs to the session and stays open. */
  @Override
  public void close() throws IOException {
    flush();
  }
}
