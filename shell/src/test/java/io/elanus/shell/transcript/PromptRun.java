package io.elanus.shell.transcript;

import io.elanus.shell.command.Commands;
import io.elanus.shell.fixture.TestShell;
import io.elanus.shell.repl.Repl;
import io.elanus.shell.session.FixedScreen;
import io.elanus.shell.session.Session;
import io.elanus.shell.session.SessionBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The shell at a pseudo-terminal of the operating system, and a person who waits for each prompt.
 */
final class PromptRun implements AutoCloseable {
  private static final String PROMPT = "elanus> ";
  private static final int COLUMNS = 1000;
  private static final long PATIENCE_SECONDS = 60;

  private final PipedOutputStream keys = new PipedOutputStream();
  private final Shown shown = new Shown();
  private final Terminal terminal;
  private final FutureTask<Integer> running;
  private int prompts;

  /** What the terminal shows, as it grows. */
  private static final class Shown extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int value) {
      bytes.write(value);
      notifyAll();
    }

    /** Without escape sequences and with one form of prompt. */
    synchronized String text() {
      return bytes
          .toString(StandardCharsets.UTF_8)
          .replaceAll("\u001B\\[[0-9;?]*[A-Za-z]|\u001B[=>]", "")
          .replace("\r", "")
          .replaceAll("(?m)^elanus:\\w+> ", PROMPT);
    }

    synchronized void awaitPrompt(int number) throws InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!(text().endsWith(PROMPT) && text().split("(?m)^" + PROMPT, -1).length > number)) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError("prompt " + number + " did not appear after: " + text());
        }
        wait(Math.max(1, left / 1_000_000));
      }
    }
  }

  private PromptRun(Path folder) throws IOException {
    terminal =
        TerminalBuilder.builder()
            .name("typed")
            .type("dumb")
            .system(false)
            .provider("jni")
            .streams(new PipedInputStream(keys, 1 << 16), shown)
            .signalHandler(Terminal.SignalHandler.SIG_IGN)
            .build();
    terminal.setSize(Size.of(COLUMNS, 24));
    TestShell shell = new TestShell(folder);
    SessionBuilder parts =
        shell
            .parts(terminal.writer(), terminal.writer(), false)
            .screen(new FixedScreen(true, true, false, COLUMNS));
    running =
        new FutureTask<>(
            () -> {
              try (Session process = parts.build()) {
                return Repl.run(() -> terminal, parts, process, Commands.tree());
              }
            });
  }

  static PromptRun start(Path folder) throws IOException, InterruptedException {
    PromptRun run = new PromptRun(folder);
    Thread.ofPlatform().daemon().start(run.running);
    run.awaitPrompt();
    return run;
  }

  private void awaitPrompt() throws InterruptedException {
    shown.awaitPrompt(++prompts);
  }

  /** Types a line and waits for the next prompt. */
  void type(String line) throws IOException, InterruptedException {
    keys.write((line + "\r").getBytes(StandardCharsets.UTF_8));
    keys.flush();
    awaitPrompt();
  }

  /** Presses Ctrl-D and returns what was shown from the first prompt to the last. */
  String leave() throws Exception {
    String all = shown.text();
    keys.write(4);
    keys.flush();
    if (running.get(PATIENCE_SECONDS, TimeUnit.SECONDS) != 0) {
      throw new AssertionError("the shell failed after: " + all);
    }
    return all.substring(all.indexOf(PROMPT), all.length() - PROMPT.length()).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    keys.close();
    terminal.close();
  }
}
