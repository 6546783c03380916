package io.elanus.shell.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.DumbTerminal;
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
    if (terminal.getSize().getColumns() <= 0) {
      // As on a pseudo-terminal that a program made: a line editor cannot show anything there.
      terminal.setSize(Size.of(COLUMNS, ROWS));
    }
    return terminal;
  }
}
