package io.elanus.shell.repl;

import java.io.IOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/**
 * Keeps a terminal from showing keys that are typed while a command runs: the next prompt reads and
 * shows them. Ctrl-C stays a signal. The terminal is as it was once this is closed.
 */
final class QuietTerminal implements AutoCloseable {
  private final Terminal terminal;
  private final Attributes original;

  QuietTerminal(Terminal terminal) {
    this.terminal = terminal;
    this.original = terminal.getAttributes();
    Attributes quiet = new Attributes(original);
    quiet.setLocalFlag(Attributes.LocalFlag.ECHO, false);
    // With line editing on, the kernel would swallow a Ctrl-D that is meant for the next prompt.
    quiet.setLocalFlag(Attributes.LocalFlag.ICANON, false);
    quiet.setControlChar(Attributes.ControlChar.VMIN, 1);
    quiet.setControlChar(Attributes.ControlChar.VTIME, 0);
    terminal.setAttributes(quiet);
  }

  @Override
  public void close() throws IOException {
    terminal.setAttributes(original);
    terminal.flush();
  }
}
