package io.elanus.shell.repl;

import io.elanus.shell.session.Screen;
import org.jline.terminal.Terminal;

/** An open terminal; its width is measured anew each time, as the window may have been resized. */
final class TerminalScreen implements Screen {
  private static final int DEFAULT_WIDTH = 80;

  private final Terminal terminal;
  private final Screen process;

  /**
   * @param process what was known before the terminal was opened; the error stream may be elsewhere
   */
  TerminalScreen(Terminal terminal, Screen process) {
    this.terminal = terminal;
    this.process = process;
  }

  @Override
  public boolean interactive() {
    return true;
  }

  @Override
  public boolean showsOutput() {
    return process.showsOutput();
  }

  @Override
  public boolean redraws() {
    return process.redraws();
  }

  @Override
  public int width() {
    int columns = terminal.getSize().getColumns();
    return columns > 0 ? columns : DEFAULT_WIDTH;
  }
}
