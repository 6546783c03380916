package io.elanus.shell.run;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a script, each read when it is asked for. They end in LF, CR or both, and are UTF-8;
 * a byte order mark before the first is passed over.
 */
final class ScriptLines implements Closeable {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final InputStream in;
  private int number;
  private boolean afterReturn;

  ScriptLines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /**
   * @return the next line without its end, null after the last
   * @throws NotUtf8 with the line as far as it can be read
   */
  String next() throws IOException, NotUtf8 {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = in.read();
    if (afterReturn && c == '\n') {
      c = in.read();
    }
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n' && c != '\r') {
      line.write(c);
      c = in.read();
    }
    // Behind a CR nothing is read ahead: whoever writes to a pipe waits for the answer to the line.
    afterReturn = c == '\r';
    number++;
    String text = decode(line.toByteArray());
    return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private static String decode(byte[] line) throws NotUtf8 {
    try {
      // A decoder of our own reports malformed bytes; the default one replaces them silently.
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw new NotUtf8(new String(line, StandardCharsets.UTF_8), e);
    }
  }

  /** Of the line that was read last, 1 for the first; 0 before it. */
  int number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** A line that is no UTF-8; its message is the line with U+FFFD where it cannot be read. */
  static final class NotUtf8 extends Exception {
    private static final long serialVersionUID = 1L;

    private NotUtf8(String readable, Throwable cause) {
      super(readable, cause);
    }
  }
}
