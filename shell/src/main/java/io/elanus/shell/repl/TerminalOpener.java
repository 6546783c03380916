package io.elanus.shell.repl;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.Signals;

/** Opens the terminal that a person sits at. */
@FunctionalInterface
public interface TerminalOpener {
  /** The size of a terminal that does not know its own. */
  int COLUMNS = 80;

  int ROWS = 24;

  Terminal open() throws IOException;

  /** The terminal of this process. */
  static Terminal ofProcess() throws IOException {
    Terminal terminal = isDumb(System.getenv("TERM")) ? readingKeys() : null;
    if (terminal == null) {
      terminal = asItIs();
    }
    if (terminal.getSize().getColumns() <= 0) {
      // As on a pseudo-terminal that a program made: a line editor cannot show anything there.
      terminal.setSize(Size.of(COLUMNS, ROWS));
    }
    return terminal;
  }

  private static boolean isDumb(String type) {
    return type == null || type.isEmpty() || type.equals(Terminal.TYPE_DUMB);
  }

  /**
   * A terminal that can do nothing but print, read key by key. The builder would leave it to the
   * operating system, which shows what is typed as the line editor does: each line stood there
   * twice.
   *
   * @return null where this is no terminal
   */
  private static Terminal readingKeys() {
    try {
      TerminalProvider provider = TerminalProvider.load("jni");
      if (!provider.isSystemStream(SystemStream.Input)
          || !provider.isSystemStream(SystemStream.Output)) {
        return null;
      }
      Charset utf8 = StandardCharsets.UTF_8;
      return provider.sysTerminal(
          "elanus",
          Terminal.TYPE_DUMB,
          false,
          utf8,
          utf8,
          utf8,
          true,
          Terminal.SignalHandler.SIG_IGN,
          false,
          SystemStream.Output);
    } catch (IOException notHere) {
      return null;
    }
  }

  private static Terminal asItIs() throws IOException {
    Terminal terminal =
        TerminalBuilder.builder()
            .system(true)
            .encoding(StandardCharsets.UTF_8)
            .dumb(true)
            // It would look for programs by names that the PATH may give another meaning: test,
            // tty.
            .exec(false)
            .nativeSignals(true)
            // Between prompts Ctrl-C is nobody's, unless a job asks for it.
            .signalHandler(Terminal.SignalHandler.SIG_IGN)
            // Asking the terminal what it can do would delay the first prompt and litter a recorded
            // session.
            .graphemeCluster(false)
            .build();
    if (terminal instanceof DumbTerminal) {
      // It leaves Ctrl-C to the operating system, which would end the process.
      Signals.register("INT", () -> terminal.raise(Terminal.Signal.INT));
    }
    return terminal;
  }
}
