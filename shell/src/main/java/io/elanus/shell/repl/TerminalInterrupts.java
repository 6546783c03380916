package io.elanus.shell.repl;

import io.elanus.shell.session.Interrupts;
import org.jline.terminal.Terminal;

/** Ctrl-C as the terminal reports it. */
final class TerminalInterrupts implements Interrupts {
  private final Terminal terminal;

  TerminalInterrupts(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Guard during(Runnable action) {
    Terminal.SignalHandler previous = terminal.handle(Terminal.Signal.INT, _ -> action.run());
    return () -> terminal.handle(Terminal.Signal.INT, previous);
  }
}
