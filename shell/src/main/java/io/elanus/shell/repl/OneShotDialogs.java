package io.elanus.shell.repl;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.prompts.TerminalAsker;
import io.elanus.shell.dialog.AskingDialogs;
import io.elanus.shell.dialog.Dialogs;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.session.Session;
import java.io.IOException;
import org.jline.terminal.Terminal;

/**
 * Dialogs of a single command: the terminal is opened only if there is something to ask, and given
 * back before the command runs.
 */
public final class OneShotDialogs implements Dialogs {
  private final Session session;
  private final TerminalOpener opener;

  public OneShotDialogs(Session session, TerminalOpener opener) {
    this.session = session;
    this.opener = opener;
  }

  @Override
  public void complete(Invocation given) {
    if (AskingDialogs.isComplete(given)) {
      return;
    }
    try (Terminal terminal = opener.open();
        QuietTerminal _ = new QuietTerminal(terminal)) {
      TerminalAsker asker = new TerminalAsker(terminal, session.settings().color());
      new AskingDialogs(session, asker).complete(given);
    } catch (IOException e) {
      throw new ElanusException(
          ErrorCode.IO_FAILURE, "cannot use the terminal: " + e.getMessage(), null, e);
    }
  }
}
