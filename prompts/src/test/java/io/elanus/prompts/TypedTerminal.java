package io.elanus.prompts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;

/**
 * A terminal in memory with a person at it: what is typed goes through a line discipline as on a
 * real one, so that Ctrl-C is a signal outside of a prompt, and what appears can be waited for.
 */
public final class TypedTerminal implements AutoCloseable {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

  private final Screen screen = new Screen();
  private final LineDisciplineTerminal terminal;

  /**
   * @param type such as "xterm-256color" or "dumb"
   */
  public TypedTerminal(String type, int columns) throws IOException {
    terminal = new LineDisciplineTerminal("typed", type, screen, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(columns, 24));
  }

  public Terminal terminal() {
    return terminal;
  }

  /**
   * Waits until the text appears after everything that was waited for before, and moves past it.
   */
  public void await(String text) throws InterruptedException {
    screen.await(text);
  }

  public void type(String keys) throws IOException {
    terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
  }

  /** Waits for a prompt or message, then types. */
  public void answer(String awaited, String keys) throws IOException, InterruptedException {
    await(awaited);
    type(keys);
  }

  /** Everything shown so far, without escape sequences. */
  public String shown() {
    return screen.text();
  }

  /** Everything shown so far as it was written. */
  public String raw() {
    return screen.raw();
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }

  private static final class Screen extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int seen;

    @Override
    public synchronized void write(int value) {
      bytes.write(value);
      notifyAll();
    }

    @Override
    public synchronized void write(byte[] values, int offset, int length) {
      bytes.write(values, offset, length);
      notifyAll();
    }

    synchronized void await(String text) throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      while (true) {
        String shown = text();
        int at = shown.indexOf(text, Math.min(seen, shown.length()));
        if (at >= 0) {
          seen = at + text.length();
          return;
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError(
              "\"%s\" did not appear after: %s"
                  .formatted(text, shown.substring(Math.min(seen, shown.length()))));
        }
        wait(Math.max(1, left / 1_000_000));
      }
    }

    synchronized String raw() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    String text() {
      return raw()
          .replaceAll("\u001B\\[[0-9;?<>=]*[A-Za-z]", "")
          .replaceAll("\u001B[=>()][0-9A-B]?", "")
          .replace("\r", "");
    }
  }
}
